import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A call in German about a boiler that needs a visit; what the service generated is in German too. */
export const heizungWartungstermin: Call = {
  id: 'heizung-wartungstermin',
  vintage: 'audio-2026',
  recordedAt: '2026-10-23T06:58',
  recording: STEREO_WAV,
  language: 'DE',
  generativeLanguage: 'DEFAULT',
  labels: agentAndCaller(0),
  blueprint: ownBlueprint({
    call_summary:
      'Jörg Kühnel meldete der Firma Süßmilch Wärmetechnik, dass seine Heizung mit dem Fehler F 28 ausfällt und es ' +
      'kein warmes Wasser gibt. Die Mitarbeiterin half beim Nachfüllen von Wasser. Da der Druck wieder fiel, schickt ' +
      'sie heute zwischen 13 und 15 Uhr einen Monteur und verlegt die jährliche Wartung auf denselben Termin.',
    call_categories: ['Tech support', 'Product issues'],
    topics: ['Heizung', 'Wartung', 'Druck', 'Monteur'],
  }),
  summary:
    'Ein Kunde meldet, dass seine Heizung ausgefallen ist und den Fehler F 28 anzeigt. Gemeinsam mit der ' +
    'Mitarbeiterin füllt er Wasser nach, doch der Druck fällt wieder. Ein Monteur kommt noch am selben Tag und ' +
    'erledigt die jährliche Wartung gleich mit.',
  script: `
    == Der Kunde meldet, dass die Heizung ausgefallen ist.
    A: Süßmilch Wärmetechnik, guten Morgen, Sie sprechen mit Frau Öztürk.
    C: Guten Morgen, Kühnel mein Name. Bei uns ist die Heizung ausgefallen, und wir haben auch kein warmes Wasser.
    A: Oh, das ist natürlich unangenehm bei der Kälte. Seit wann ist das so?
    C: Seit gestern Abend. Ich habe sie, äh, zweimal aus und wieder eingeschaltet, aber sie geht nach fünf Minuten
      wieder aus.
    A: Zeigt das Gerät einen Fehler an?
    C: Ja, da steht F 28.
    A: Gut, das hilft mir. Haben Sie Ihre Kundennummer zur Hand, Herr Kühnel?
    C: Moment. 6 0 3 4 7.

    == Die Mitarbeiterin lässt den Kunden den Druck prüfen und Wasser nachfüllen.
    A: Danke. Vorne am Gerät ist eine runde Anzeige für den Druck. Was zeigt die?
    C: Der Zeiger steht ganz links, so bei 0,4.
    A: Das ist zu wenig. Trauen Sie sich zu, etwas Wasser nachzufüllen?
    C (overlap 300): Ja, das habe ich schon mal gemacht.
    A: Sehr schön. Dann bitte den schwarzen Hahn langsam öffnen, bis der Zeiger im grünen Bereich ist.
    C: Gut, ich lege Sie kurz weg.
    C (pause 38000): So, da bin ich wieder. Jetzt sind es 1,5.
    A: Wunderbar. Und jetzt bitte einmal auf Neustart drücken.
    C: Sie läuft. Aber, hm, der Zeiger geht schon wieder zurück. Jetzt sind es 1,2.
    A (within 0.6): Ach.
    A: Dann verliert sie irgendwo Wasser. Sehen Sie eine Pfütze?
    C: Nein. Doch, unter dem großen roten Behälter ist es feucht.

    == Sie vereinbaren einen Termin für heute und verlegen die Wartung.
    A: Das ist das Ausdehnungsgefäß. Das müssen wir tauschen. Ich schaue, wer heute in Ihrer Nähe ist.
    C: Heute noch? Das wäre ja großartig.
    A (pause 19000): Der Herr Weiß könnte zwischen 13 und 15 Uhr bei Ihnen sein. Passt das?
    C: Das passt. Meine Frau ist da, und sonst die Nachbarin.
    A: Ich sehe gerade, dass im November auch die jährliche Wartung fällig ist. Die kann er gleich mitmachen.
    C: Ja, gerne. Dann müssen Sie nicht zweimal kommen. Kostet das extra?
    A: Nein, die Wartung ist in Ihrem Vertrag. Das Gefäß kostet ungefähr 180 Euro mit Einbau.
    C: In Ordnung. Hauptsache, die Kinder können heute Abend baden.
    A: Das kriegen wir hin. Unter welcher Nummer erreichen wir Ihre Frau?
    C: Unter 030 23125 017.

    == Sie verabschieden sich.
    A: Danke, ist notiert. Drehen Sie den Hahn bitte zu, und lassen Sie die Heizung bis dahin aus.
    C: Mache ich. Vielen Dank für die schnelle Hilfe.
    A: Gern geschehen, Herr Kühnel. Schönen Tag noch, und ziehen Sie sich warm an.
    C: Danke, Ihnen auch. Tschüss.
    A: Auf Wiederhören.
  `,
};

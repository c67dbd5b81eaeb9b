import { publicBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A call in Spanish about a flight; what the service generated is in English. */
export const vueloCambioFecha: Call = {
  id: 'vuelo-cambio-fecha',
  vintage: 'audio-2026',
  recordedAt: '2026-10-09T20:36',
  recording: STEREO_WAV,
  language: 'ES',
  generativeLanguage: 'EN',
  labels: agentAndCaller(0),
  blueprint: publicBlueprint({
    call_summary:
      'Joaquín Muñoz asked Alba Air to move his return flight from Sunday to Tuesday because of a family matter. The ' +
      'agent waived the change fee, he paid a fare difference of 34 euros, and an aisle seat was confirmed.',
    call_categories: ['Customer service'],
    caller_satisfaction_level: 4,
    call_topics: ['flight', 'date change', 'fare', 'seat'],
    call_issues: ['return flight on the wrong day'],
    call_intents: ['change flight date', 'choose seat'],
    agent_actions: ['found booking', 'waived change fee', 'assigned seat 14C'],
    agent_pending_action_items: ['send new boarding pass'],
    issue_resolution: true,
    call_opening: true,
    call_wrapup: true,
    overall_call_sentiment_summary: 'Polite and cooperative, with some concern about the cost.',
    caller_sentiment_summary: 'The caller was worried about the fee and relieved when it was waived.',
    agent_sentiment_summary: 'The agent was understanding and efficient.',
    caller_emotion_label: 'Grateful',
    caller_emotion_rating: 4,
    caller_end_sentiment: 'Positive',
    caller_emotion_improvement: 'Improved',
    caller_negative_emotion: false,
    agent_emotion_label: 'Understanding',
    agent_emotion_rating: 4,
    agent_end_sentiment: 'Positive',
    spoken_locations: ['Málaga', 'A Coruña'],
    spoken_brand_names: ['Alba Air'],
    spoken_named_entities: ['Joaquín Muñoz', 'Málaga', 'A Coruña'],
  }),
  summary:
    'A passenger of Alba Air moves his return flight from Málaga to A Coruña from Sunday to Tuesday, because his ' +
    'mother is in hospital. The agent waives the fee for the change, he pays the difference of 34 euros and gets an ' +
    'aisle seat.',
  script: `
    == The passenger asks to change the date of his return flight.
    A: Alba Air, buenas tardes, soy Ainhoa. ¿En qué le puedo ayudar?
    C: Hola, buenas tardes. Tengo un vuelo de vuelta este domingo y necesito cambiarlo al martes.
    A: Muy bien. ¿Me da el localizador, por favor? Son seis letras.
    C: Sí, a ver. Ñ no, perdón, N de Navarra, T, O, X, X, E.
    A: N T O X X E. ¿Y el apellido?
    C: Muñoz, con eñe. Joaquín Muñoz.
    A: Ya lo veo. De Málaga a A Coruña, el domingo a las 18:20.
    C: Ese es.

    == The agent explains the cost and waives the fee for the change.
    A: El martes tengo dos vuelos, uno a las 9:10 y otro a las 18:20, igual que el suyo.
    C: El de la tarde, por favor. ¿Y cuánto me va a costar?
    A: El cambio son 50 euros, más la diferencia de tarifa, que son 34.
    C: Uf. Es que no es por gusto, ¿sabe? Mi madre está en el hospital y quiero quedarme un par de días más.
    A (within 0.8): Vaya.
    A: Lo siento mucho. ¿Cómo está ella?
    C: Mejor, gracias. La operaron el miércoles, pero está sola.
    A: Espere un momento, que voy a consultar una cosa con mi compañera.
    C: Claro, gracias.
    A (pause 29000): Gracias por esperar. Me dicen que en su caso podemos quitarle los 50 euros del cambio.
    C (overlap 450): ¿De verdad? Ay, qué bien.
    A: Sí. Quedarían solo los 34 de la diferencia.
    C: Perfecto, pues adelante. ¿Me los cobra en la misma tarjeta?
    A: En la misma, si le parece bien.
    C: Sí, sí.

    == They choose a seat and say goodbye.
    A: ¿Prefiere ventana o pasillo?
    C: Pasillo, que tengo las piernas largas.
    A: Le pongo en el 14 C, y ahí no tiene a nadie delante, es la salida de emergencia.
    C: Qué maravilla. Eso normalmente se paga, ¿no?
    A: Normalmente sí. Hoy no.
    C: Muchísimas gracias, Ainhoa.
    A: No hay de qué. La tarjeta de embarque nueva le llega por correo en unos minutos.
    C: ¿Y la maleta sigue incluida?
    A: Sigue incluida, una de 20 kilos. Que se mejore su madre, señor Muñoz.
    C: Gracias, de corazón. Hasta luego.
    A: Hasta luego, buen viaje.
  `,
};

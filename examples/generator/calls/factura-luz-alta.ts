import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A call in Spanish about a high electricity bill; what the service generated is in Spanish too. */
export const facturaLuzAlta: Call = {
  id: 'factura-luz-alta',
  vintage: 'audio-2026',
  recordedAt: '2026-09-17T10:50',
  recording: STEREO_WAV,
  language: 'ES',
  generativeLanguage: 'DEFAULT',
  labels: agentAndCaller(1),
  blueprint: ownBlueprint({
    call_summary:
      'Begoña Ibáñez llamó a Luz del Duero porque su factura de agosto subió a 148 euros. El agente comprobó que la ' +
      'lectura era estimada, tomó la lectura real del contador y corrigió la factura a 71 euros. La diferencia se ' +
      'devolverá en una semana y la señora quedó conforme.',
    call_categories: ['Billing', 'Customer service'],
    topics: ['factura', 'contador', 'lectura', 'devolución'],
  }),
  summary:
    'Una clienta de Luz del Duero reclama una factura de 148 euros, el doble de lo habitual. El agente ve que la ' +
    'lectura del contador fue estimada, pide la lectura real y corrige la factura. La diferencia de 77 euros se ' +
    'devuelve a su cuenta en una semana.',
  script: `
    == La clienta explica que la factura de agosto es el doble de lo normal.
    A: Luz del Duero, buenos días, le atiende Íñigo. ¿En qué puedo ayudarle?
    C: Buenos días. Mire, me ha llegado la factura de agosto y son 148 euros. Eso no puede ser.
    A: Entiendo. Vamos a mirarlo. ¿Me dice su nombre completo, por favor?
    C: Begoña Ibáñez Peña.
    A: Gracias, señora Ibáñez. ¿Y la calle del suministro?
    C: Calle del Almendro, número 9, tercero derecha.
    A: Perfecto, aquí la tengo. ¿Cuánto suele pagar al mes?
    C: Pues entre 60 y 70, como mucho. Y además en agosto no estuve en casa. Estuve en la montaña, con mi hermana.

    == El agente descubre que la lectura del contador fue estimada.
    A: Ya veo lo que pasa. La lectura de agosto no es real, es una estimación.
    C: ¿Cómo que una estimación? ¿Se la inventan?
    A (overlap 300): No, no. Cuando el contador no envía el dato, el sistema calcula con el consumo del año pasado.
    C: Ah. Es que el año pasado tuve a mis nietos todo el verano, con el aire acondicionado puesto.
    A (within 0.75): Claro.
    A: Pues por eso. ¿Tiene usted el contador a mano?
    C: Está en el portal. Puedo bajar, pero tardo un poquito.
    A: No hay prisa, yo la espero.
    C (pause 45000): Ya estoy aquí. Uy, qué oscuro. A ver. Pone 2 3 4 1 7.
    A: 2 3 4 1 7. ¿Y detrás hay una coma y otro número en rojo?
    C: Sí, un 6, pero pequeñito.
    A: Ese no hace falta. Muchas gracias.

    == El agente corrige la factura y explica la devolución.
    A: Pues con la lectura de verdad le salen 71 euros. Así que le devolvemos 77.
    C: Hombre, menos mal. ¿Y eso me lo ingresan, o me lo descuentan?
    A: Como usted prefiera.
    C: Prefiero que me lo ingresen, que nunca se sabe.
    A: Muy bien. Lo tendrá en su cuenta en una semana, más o menos.
    C: ¿Y qué hago para que no me pase otra vez?
    A: Voy a pedir que revisen la antena del contador. Irá un técnico, pero usted no tiene que estar en casa.
    C: Ah, estupendo. Porque mañana tampoco estoy.

    == Se despiden.
    A: ¿Le puedo ayudar en algo más, señora Ibáñez?
    C: No, hijo, nada más. Has sido muy amable.
    A: Gracias a usted. Que tenga un buen día.
    C: Igualmente. Adiós.
  `,
};

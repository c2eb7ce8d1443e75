#include "modules/decisions/policies.h"

// Where a partnership begins; every party may propose other words and numbers. Scales and shares are those of the
// handbook's sources (peers and conventions 2.3; capabilities 2.6): they are defaults, not rules.
namespace decisions {

std::string first_involvement() {
  return R"({"otherwise":"consensus","subjects":[
{"key":"schedules","needs":"consensus","en":"Schedules and shifts","es":"Horarios y turnos"},
{"key":"work","needs":"consensus","en":"How the work is done","es":"Cómo se hace el trabajo"},
{"key":"staffing","needs":"consensus","en":"Staffing","es":"Dotación de personal"},
{"key":"technology","needs":"consensus","en":"Technology and equipment","es":"Tecnología y equipo"},
{"key":"safety","needs":"consensus","en":"Health and safety","es":"Salud y seguridad"},
{"key":"budget","needs":"consult","en":"Budget","es":"Presupuesto"},
{"key":"organization","needs":"consult","en":"Structure and appointments","es":"Estructura y nombramientos"},
{"key":"news","needs":"inform","en":"Rules from outside","es":"Normas externas"},
{"key":"other","needs":"consensus","en":"Something else","es":"Otro asunto"}],
"units":[]})";
}

std::string first_scales() {
  return R"({"scales":[
{"key":"live_with","en":"Support, live with it, stand aside, cannot support","es":"Apoyar, aceptar, hacerse a un lado, no poder apoyar","options":[
{"key":"support","counts":"support","en":"I support it","es":"Lo apoyo"},
{"key":"live_with","counts":"reserve","en":"I can live with it","es":"Puedo aceptarlo"},
{"key":"stand_aside","counts":"aside","reason":true,"en":"I stand aside","es":"Me hago a un lado"},
{"key":"cannot","counts":"block","reason":true,"interest":true,"en":"I cannot support it","es":"No puedo apoyarlo"}]},
{"key":"thumbs","en":"Thumbs","es":"Pulgares","options":[
{"key":"up","counts":"support","en":"Thumb up: I support it","es":"Pulgar arriba: lo apoyo"},
{"key":"sideways","counts":"reserve","reason":true,"en":"Thumb sideways: I can live with it","es":"Pulgar de lado: puedo aceptarlo"},
{"key":"down","counts":"block","reason":true,"interest":true,"en":"Thumb down: I cannot live with it","es":"Pulgar abajo: no puedo aceptarlo"}]},
{"key":"fist_to_five","en":"Fist to five","es":"Del puño a cinco","options":[
{"key":"five","counts":"support","en":"5: I will lead it","es":"5: lo impulsaré"},
{"key":"four","counts":"support","en":"4: good, I will work for it","es":"4: bien, trabajaré por ello"},
{"key":"three","counts":"reserve","en":"3: I can let it pass","es":"3: puedo dejarlo pasar"},
{"key":"two","counts":"block","reason":true,"interest":true,"en":"2: smaller things to talk about first","es":"2: antes hay que hablar de detalles"},
{"key":"one","counts":"block","reason":true,"interest":true,"en":"1: things have to change first","es":"1: antes hay que cambiar cosas"},
{"key":"fist","counts":"block","reason":true,"interest":true,"en":"Fist: no","es":"Puño: no"}]},
{"key":"gradients_8","en":"Gradients of agreement, eight","es":"Grados de acuerdo, ocho","options":[
{"key":"endorse","counts":"support","en":"Whole-hearted endorsement","es":"Apoyo de todo corazón"},
{"key":"minor","counts":"support","en":"Agree, with a minor point","es":"De acuerdo, con un punto menor"},
{"key":"reservations","counts":"reserve","reason":true,"en":"Support, with reservations","es":"Apoyo con reservas"},
{"key":"abstain","counts":"abstain","en":"Abstain","es":"Me abstengo"},
{"key":"discuss","counts":"block","reason":true,"interest":true,"en":"More discussion is needed","es":"Hace falta más conversación"},
{"key":"dislike","counts":"reserve","reason":true,"interest":true,"en":"I do not like it, but will support it","es":"No me gusta, pero lo apoyaré"},
{"key":"disagree","counts":"block","reason":true,"interest":true,"en":"Serious disagreement","es":"Desacuerdo serio"},
{"key":"veto","counts":"block","reason":true,"interest":true,"en":"Veto","es":"Veto"}]},
{"key":"gradients_7","en":"Gradients of agreement, seven","es":"Grados de acuerdo, siete","options":[
{"key":"endorse","counts":"support","en":"Endorse it","es":"Lo respaldo"},
{"key":"minor","counts":"support","en":"Endorse it, with a minor point","es":"Lo respaldo, con un punto menor"},
{"key":"reservations","counts":"reserve","reason":true,"en":"Agree, with reservations","es":"De acuerdo, con reservas"},
{"key":"abstain","counts":"abstain","en":"Abstain","es":"Me abstengo"},
{"key":"aside","counts":"aside","reason":true,"en":"Stand aside","es":"Me hago a un lado"},
{"key":"disagree","counts":"aside","reason":true,"interest":true,"en":"Disagree, and go with the others","es":"En desacuerdo, pero sigo a los demás"},
{"key":"block","counts":"block","reason":true,"interest":true,"en":"Block","es":"Bloqueo"}]},
{"key":"agree","en":"Agree, abstain, disagree, stand aside, block","es":"De acuerdo, abstención, desacuerdo, a un lado, bloqueo","options":[
{"key":"agree","counts":"support","en":"Agree","es":"De acuerdo"},
{"key":"abstain","counts":"abstain","en":"Abstain","es":"Me abstengo"},
{"key":"disagree","counts":"block","reason":true,"interest":true,"en":"Disagree","es":"En desacuerdo"},
{"key":"aside","counts":"aside","reason":true,"en":"Stand aside","es":"Me hago a un lado"},
{"key":"block","counts":"block","reason":true,"interest":true,"en":"Block","es":"Bloqueo"}]}]})";
}

std::string first_deciding() {
  return R"({"early_close":true,"least_days":1,"least_ballots":3,"share":{"of":1,"in":2},"fallbacks":[
{"key":"rework","kind":"rework","days":14,"en":"The chairs rework the words and ask again","es":"Quienes presiden rehacen el texto y preguntan de nuevo"},
{"key":"problem_solving","kind":"problem_solving","days":30,"en":"Problem solving by interests, then a new round","es":"Solución de problemas por intereses y después otra ronda"},
{"key":"neutral","kind":"neutral","days":30,"en":"A neutral helps the parties, then a new round","es":"Una persona neutral ayuda a las partes y después otra ronda"},
{"key":"panel","kind":"panel","days":30,"en":"A small panel of all parties, then a new round","es":"Un panel pequeño de todas las partes y después otra ronda"},
{"key":"vote_70","kind":"vote","days":14,"share":{"of":7,"in":10},"en":"A vote: 70 percent in each party","es":"Una votación: 70 por ciento en cada parte"},
{"key":"vote_two_thirds","kind":"vote","days":14,"share":{"of":2,"in":3},"en":"A vote: two thirds in each party","es":"Una votación: dos tercios en cada parte"},
{"key":"upward","kind":"upward","days":30,"en":"It goes to the sponsors, and from there upward","es":"Pasa a los patrocinadores y de ahí hacia arriba"}]})";
}

void enact_first_policies(Tx& tx) {
  enact_first(tx, "involvement", first_involvement());
  enact_first(tx, "consensus_scales", first_scales());
  enact_first(tx, "deciding", first_deciding());
}

}  // namespace decisions

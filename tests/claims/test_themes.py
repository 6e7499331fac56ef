"""What projects are about, in sentences of our own: every theme in three languages, and none where none is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

AIMS: list[tuple[Language, str, list[str]]] = [
    ("en", "equip three checkpoints at the northern frontier with fingerprint readers", ["border management"]),
    ("en", "give customs and immigration services a shared passenger database", ["border management"]),
    ("en", "help victims of human trafficking rebuild their lives", ["counter-trafficking"]),
    ("en", "train prosecutors to bring traffickers to court", ["counter-trafficking"]),
    ("en", "break up the networks that smuggle people across the desert", ["counter-smuggling"]),
    ("en", "assist 2,000 migrants who return from Libya to start again at home", ["return and reintegration"]),
    (
        "en",
        "fly stranded migrants home and help them settle back in",
        ["migrant protection", "return and reintegration"],
    ),
    ("en", "offer shelter and legal advice to migrants along the route", ["migrant protection"]),
    ("en", "protect unaccompanied migrant children", ["migrant protection"]),
    ("en", "speed up the registration of asylum applications", ["asylum and refugee protection"]),
    ("en", "bring water and schooling to Sudanese refugees in camps", ["asylum and refugee protection"]),
    ("en", "rescue migrants lost in the desert", ["search and rescue"]),
    ("en", "rescue people in distress at sea", ["search and rescue"]),
    ("en", "replace the detention of migrant families by open centres", ["detention and alternatives"]),
    ("en", "deliver tents and blankets to families displaced by floods", ["displacement and humanitarian response"]),
    ("en", "shelter people uprooted by the conflict", ["displacement and humanitarian response"]),
    ("en", "rebuild trust between communities torn by conflict", ["community stabilisation"]),
    ("en", "strengthen the resilience of border communities", ["community stabilisation"]),
    ("en", "prevent young people from joining violent extremist groups", ["peace and security"]),
    ("en", "help local committees settle disputes peacefully", ["peace and security"]),
    ("en", "create jobs for young people who might otherwise leave", ["livelihoods and root causes"]),
    ("en", "train 500 young people in trades and lend them start-up capital", ["livelihoods and root causes"]),
    ("en", "warn young people of the dangers of the journey", ["awareness raising"]),
    ("en", "send seasonal farm workers to Spain under fair contracts", ["labour migration and regular pathways"]),
    ("en", "stop recruiters from charging workers fees", ["labour migration and regular pathways"]),
    ("en", "vaccinate people on the move and screen travellers for Ebola", ["migration health"]),
    ("en", "count people on the move and map migration flows", ["migration data"]),
    ("en", "issue birth certificates to 10,000 children", ["identity and civil registration"]),
    ("en", "get the diaspora to invest in their home villages", ["diaspora and remittances"]),
    ("en", "cut the cost of sending money home", ["diaspora and remittances"]),
    ("en", "help herders adapt to drought and a warming climate", ["climate and environment"]),
    ("en", "resettle 500 refugees in Canada", ["resettlement"]),
    ("en", "write a national migration policy", ["migration governance and policy"]),
    ("en", "train civil servants who draft migration laws", ["migration governance and policy"]),
    ("en", "give survivors psychosocial care and medical check-ups", ["migration health"]),
    ("en", "teach young people a trade and help them open a business", ["livelihoods and root causes"]),
    ("en", "warn villagers of the perils of the crossing", ["awareness raising"]),
    ("en", "send registrars from camp to camp with birth certificates", ["identity and civil registration"]),
    ("en", "win refugee children places in local schools and fight xenophobia", ["integration"]),
    ("en", "equip border liaison offices with document scanners", ["border management"]),
    ("en", "find alternatives to administrative detention", ["detention and alternatives"]),
    ("fr", "assurer visites médicales et écoute psychologique", ["migration health"]),
    ("fr", "lancer le maraîchage et un kit d'installation pour chaque apprenti", ["livelihoods and root causes"]),
    ("fr", "rappeler aux auditeurs les périls de la traversée", ["awareness raising"]),
    ("fr", "tenir des audiences foraines et délivrer des jugements supplétifs", ["identity and civil registration"]),
    ("fr", "former des gardes-frontières à la fraude documentaire", ["border management"]),
    ("fr", "orienter l'épargne des émigrés vers leurs villages", ["diaspora and remittances"]),
    ("es", "pagar jornadas médicas y atención psicológica", ["migration health"]),
    ("es", "abrir huertos y enseñar oficios a los jóvenes", ["livelihoods and root causes"]),
    (
        "es",
        "tramitar cédulas de identidad e inscribir a los niños en el registro civil",
        ["identity and civil registration"],
    ),
    ("es", "dotar de lanchas de rescate al servicio fluvial", ["search and rescue"]),
    ("fr", "équiper trois postes-frontières de lecteurs d'empreintes", ["border management"]),
    ("fr", "doter la douane et la police de l'air et des frontières d'une base commune", ["border management"]),
    ("fr", "aider les victimes de traite à se reconstruire", ["counter-trafficking"]),
    ("fr", "démanteler les réseaux de passeurs", ["counter-smuggling"]),
    ("fr", "offrir un abri et des conseils juridiques aux migrants en transit", ["migrant protection"]),
    ("fr", "protéger les enfants migrants non accompagnés", ["migrant protection"]),
    ("fr", "accélérer l'examen des demandes d'asile", ["asylum and refugee protection"]),
    ("fr", "scolariser les réfugiés soudanais", ["asylum and refugee protection"]),
    ("fr", "porter secours aux migrants perdus dans le désert", ["search and rescue"]),
    ("fr", "remplacer la détention des familles migrantes", ["detention and alternatives"]),
    (
        "fr",
        "livrer tentes et couvertures aux familles déplacées par les inondations",
        ["displacement and humanitarian response"],
    ),
    ("fr", "rétablir la confiance entre communautés meurtries par le conflit", ["community stabilisation"]),
    ("fr", "prévenir l'extrémisme violent chez les jeunes", ["peace and security"]),
    ("fr", "créer des emplois pour les jeunes tentés par le départ", ["livelihoods and root causes"]),
    ("fr", "former 500 jeunes à un métier et financer leurs petites entreprises", ["livelihoods and root causes"]),
    ("fr", "avertir les jeunes des dangers de la route", ["awareness raising"]),
    ("fr", "envoyer des saisonniers en Espagne avec un contrat", ["labour migration and regular pathways"]),
    ("fr", "soigner les migrants et dépister les voyageurs", ["migration health"]),
    ("fr", "recenser les flux migratoires", ["migration data"]),
    ("fr", "délivrer des actes de naissance à 10 000 enfants", ["identity and civil registration"]),
    ("fr", "mobiliser la diaspora pour investir au village", ["diaspora and remittances"]),
    ("fr", "aider les éleveurs à s'adapter au changement climatique", ["climate and environment"]),
    ("fr", "réinstaller 500 réfugiés au Canada", ["resettlement"]),
    ("fr", "apprendre la langue aux nouveaux arrivants et favoriser leur insertion", ["integration"]),
    ("fr", "rédiger une politique nationale de migration", ["migration governance and policy"]),
    ("es", "equipar tres pasos fronterizos con lectores de huellas", ["border management"]),
    ("es", "ayudar a las víctimas de trata a rehacer su vida", ["counter-trafficking"]),
    ("es", "desarticular redes de tráfico de migrantes", ["counter-smuggling"]),
    ("es", "acompañar a 2.000 personas retornadas en su reinserción", ["return and reintegration"]),
    ("es", "dar albergue y asesoría legal a migrantes en tránsito", ["migrant protection"]),
    ("es", "proteger a niños migrantes no acompañados", ["migrant protection"]),
    ("es", "agilizar las solicitudes de asilo", ["asylum and refugee protection"]),
    ("es", "rescatar a migrantes en el mar", ["search and rescue"]),
    ("es", "sustituir la detención de familias migrantes", ["detention and alternatives"]),
    ("es", "entregar carpas a familias desplazadas por el huracán", ["displacement and humanitarian response"]),
    ("es", "recuperar la confianza entre comunidades golpeadas por el conflicto", ["community stabilisation"]),
    ("es", "prevenir la violencia y construir paz en los barrios", ["peace and security"]),
    ("es", "crear empleo para jóvenes que piensan en irse", ["livelihoods and root causes"]),
    ("es", "advertir a los jóvenes de los riesgos del viaje", ["awareness raising"]),
    ("es", "enviar temporeros a España con contrato", ["labour migration and regular pathways"]),
    ("es", "vacunar a personas migrantes", ["migration health"]),
    ("es", "levantar datos sobre flujos migratorios", ["migration data"]),
    ("es", "entregar actas de nacimiento a 10.000 niños", ["identity and civil registration"]),
    ("es", "abaratar el envío de remesas", ["diaspora and remittances"]),
    ("es", "adaptar el campo al cambio climático", ["climate and environment"]),
    ("es", "reasentar a 500 refugiados en Canadá", ["resettlement"]),
    ("es", "enseñar el idioma a los recién llegados y favorecer su inclusión", ["integration"]),
    ("es", "redactar una política migratoria nacional", ["migration governance and policy"]),
]
FRAMES: dict[Language, str] = {
    "en": "Sweden funds the project in Chad. The project will {}.",
    "fr": "La Suède finance le projet au Tchad. Le projet doit {}.",
    "es": "Suecia financia el proyecto en Honduras. El proyecto busca {}.",
}


@pytest.mark.parametrize(("language", "aim", "themes"), AIMS, ids=[aim for _, aim, _ in AIMS])
def test_an_aim_shows_its_themes(
    record_of: Callable[..., dict[str, Any]], language: Language, aim: str, themes: list[str]
) -> None:
    (project,) = record_of(FRAMES[language].format(aim), language)["projects"]
    assert sorted(project["themes"]) == themes


def test_an_officials_passing_remark_shows_no_theme(record_of: Callable[..., dict[str, Any]]) -> None:
    text = "Sweden funds the project in Chad. Awa Diallo, governor of Kanem, spoke of human trafficking."
    (project,) = record_of(text, "en")["projects"]
    assert project["themes"] == []


@pytest.mark.parametrize(
    ("language", "context"),
    [
        ("en", "The worsening situation has driven armed groups south, and displaced people are increasingly in need."),
        (
            "fr",
            "La prolifération des groupes armés aggrave le sort des personnes déplacées, de plus en plus nombreuses.",
        ),
        ("es", "El conflicto se agrava y las personas desplazadas son cada vez más, según los últimos registros."),
    ],
)
def test_what_the_world_is_like_shows_no_theme(
    record_of: Callable[..., dict[str, Any]], language: Language, context: str
) -> None:
    opening = FRAMES[language].split(".")[0]
    (project,) = record_of(f"{opening}. {context}", language)["projects"]
    assert project["themes"] == []


def test_hints_add_up_to_a_theme_only_when_there_are_enough(record_of: Callable[..., dict[str, Any]]) -> None:
    one = "Sweden funds the project in Chad. The project will print posters."
    several = "Sweden funds the project in Chad. The project will print posters, billboards and leaflets."
    assert [record_of(text, "en")["projects"][0]["themes"] for text in (one, several)] == [[], ["awareness raising"]]

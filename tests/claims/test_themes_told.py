"""Themes as newspapers and offices tell them: what people will do rather than the name of the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

TOLD: list[tuple[Language, str, str]] = [
    ("fr", "migration health", "Des infirmiers prendront la température des voyageurs et isoleront les cas suspects."),
    ("fr", "return and reintegration", "Ceux qui le souhaitent seront aidés à regagner leur pays d'origine."),
    ("fr", "return and reintegration", "Chaque rapatrié recevra une allocation pour redémarrer une activité."),
    ("fr", "return and reintegration", "Cent vingt candidats au retour ont embarqué mardi pour Conakry."),
    ("fr", "migrant protection", "Les migrants y trouveront un lit, un repas chaud et une écoute."),
    ("fr", "migrant protection", "Des équipes mobiles distribuent de l'eau aux migrants abandonnés en plein désert."),
    ("fr", "migrant protection", "Il porte assistance aux femmes et aux enfants en situation de mobilité."),
    ("fr", "livelihoods and root causes", "Des jeunes apprendront la soudure, la couture et la mécanique."),
    (
        "fr",
        "livelihoods and root causes",
        "Des microprojets dans l'agriculture et l'élevage seront financés pour retenir les jeunes.",
    ),
    ("fr", "livelihoods and root causes", "Il aide les jeunes entrepreneurs à monter leur affaire chez eux."),
    ("fr", "livelihoods and root causes", "Il offre aux jeunes des débouchés autres que l'exil."),
    ("fr", "border management", "Le don comprend des motos et des jumelles pour les brigades frontalières."),
    ("fr", "counter-trafficking", "Un refuge accueillera les femmes exploitées sexuellement."),
    ("fr", "counter-trafficking", "Des travailleurs sociaux sauront reconnaître une victime de traite et l'orienter."),
    ("fr", "counter-smuggling", "Des enquêteurs apprendront à démanteler les filières de trafic de migrants."),
    ("fr", "counter-smuggling", "Il cible les passeurs et leurs complices."),
    (
        "fr",
        "asylum and refugee protection",
        "Le financement permettra de nourrir les réfugiés centrafricains pendant six mois.",
    ),
    ("fr", "asylum and refugee protection", "Il aide les réfugiés et leurs hôtes dans l'est du pays."),
    (
        "fr",
        "displacement and humanitarian response",
        "Des familles chassées de leurs villages par les combats recevront bâches, nattes et couvertures.",
    ),
    ("fr", "displacement and humanitarian response", "L'argent ira aux sinistrés du cyclone."),
    (
        "fr",
        "displacement and humanitarian response",
        "Des latrines et des abris seront bâtis sur les sites de déplacés.",
    ),
    ("fr", "community stabilisation", "Les habitants choisiront eux-mêmes les écoles et les puits à réhabiliter."),
    ("fr", "community stabilisation", "Il favorise le dialogue entre agriculteurs et éleveurs."),
    ("fr", "community stabilisation", "Des rencontres sportives rapprocheront déplacés et autochtones."),
    ("fr", "peace and security", "Il apprend aux jeunes leaders à régler les différends sans violence."),
    ("fr", "peace and security", "Il vise à prévenir la radicalisation et le recrutement par les groupes armés."),
    ("fr", "awareness raising", "Des pièces de théâtre montreront aux lycéens ce qui attend ceux qui partent."),
    ("fr", "awareness raising", "D'anciens migrants témoigneront de leur calvaire dans les villages."),
    ("fr", "labour migration and regular pathways", "Il prépare des jeunes à partir travailler légalement en Italie."),
    (
        "fr",
        "labour migration and regular pathways",
        "Il protège les droits des travailleurs domestiques dans les pays du Golfe.",
    ),
    ("fr", "migration data", "Il recense les personnes en mouvement à douze points de suivi."),
    ("fr", "migration data", "Des enquêteurs interrogeront les voyageurs sur leur destination."),
    (
        "fr",
        "identity and civil registration",
        "Des carnets et des cartes consulaires seront délivrés aux ressortissants sans papiers.",
    ),
    ("fr", "diaspora and remittances", "Il encourage les Tchadiens de l'étranger à investir au pays."),
    ("fr", "climate and environment", "Il plantera des arbres et luttera contre l'ensablement."),
    ("fr", "integration", "Il aide les migrants à trouver un logement et un emploi dans la ville qui les accueille."),
    ("fr", "migration governance and policy", "Il dote le pays d'une stratégie migratoire et de son plan d'action."),
    ("fr", "detention and alternatives", "Il veut sortir les enfants migrants des cellules."),
    ("en", "migration health", "Nurses will vaccinate travellers and isolate suspected cases."),
    ("en", "migration health", "A counsellor will see survivors every week and free check-ups will be offered."),
    ("en", "return and reintegration", "Those who wish to will be helped to go back to their countries of origin."),
    ("en", "return and reintegration", "Each returnee will receive a grant to start again."),
    ("en", "migrant protection", "Migrants will find a bed, a hot meal and someone to talk to."),
    ("en", "migrant protection", "Mobile teams bring water to migrants abandoned in the desert."),
    ("en", "livelihoods and root causes", "Young people will learn welding, tailoring and car repair."),
    (
        "en",
        "livelihoods and root causes",
        "Small grants for farming and livestock are meant to keep young people in the area.",
    ),
    ("en", "livelihoods and root causes", "It helps young entrepreneurs set up in business at home."),
    ("en", "border management", "Joint patrols will be run along the frontier."),
    ("en", "border management", "Cameras and registration software will be fitted at two border crossings."),
    ("en", "border management", "The donation consists of motorbikes and binoculars for border patrols."),
    ("en", "counter-trafficking", "A safe house will take in women who were sexually exploited."),
    ("en", "counter-trafficking", "Social workers will be able to recognise a trafficking victim."),
    ("en", "counter-smuggling", "Investigators will learn to dismantle networks that smuggle migrants."),
    ("en", "asylum and refugee protection", "The money will feed Central African refugees for six months."),
    ("en", "asylum and refugee protection", "It helps refugees and those who host them in the east."),
    (
        "en",
        "displacement and humanitarian response",
        "Families driven from their villages by fighting will receive tarpaulins, mats and blankets.",
    ),
    ("en", "displacement and humanitarian response", "The money will go to survivors of the cyclone."),
    ("en", "displacement and humanitarian response", "Latrines and shelters will be built on the displacement sites."),
    ("en", "community stabilisation", "Residents will choose which schools and wells are repaired."),
    ("en", "community stabilisation", "It fosters dialogue between farmers and herders."),
    ("en", "peace and security", "It teaches young leaders to settle disputes without violence."),
    ("en", "peace and security", "It seeks to prevent radicalization and recruitment by armed groups."),
    ("en", "awareness raising", "Plays will show pupils what awaits those who leave."),
    ("en", "awareness raising", "Former migrants will tell villagers of their ordeal."),
    ("en", "labour migration and regular pathways", "It prepares young people to work legally in Italy."),
    ("en", "labour migration and regular pathways", "It protects the rights of domestic workers in the Gulf."),
    ("en", "migration data", "It counts people on the move at twelve monitoring points."),
    ("en", "migration data", "Interviewers will ask travellers about their destination."),
    (
        "en",
        "identity and civil registration",
        "Consular cards and passports will be issued to nationals without papers.",
    ),
    ("en", "diaspora and remittances", "It encourages Chadians abroad to invest at home."),
    ("en", "climate and environment", "It will plant trees and fight desertification."),
    ("en", "integration", "It helps migrants find housing and jobs in the cities where they live."),
    ("en", "migration governance and policy", "It gives the country a migration strategy and an action plan."),
    ("en", "detention and alternatives", "It wants to get migrant children out of cells."),
    ("es", "migration health", "Enfermeras vacunarán a los viajeros y habrá consultas gratuitas."),
    ("es", "migration health", "Un psicólogo atenderá cada semana a los sobrevivientes."),
    ("es", "return and reintegration", "Quienes lo deseen recibirán ayuda para volver a su país de origen."),
    ("es", "return and reintegration", "Cada persona retornada recibirá una ayuda para empezar de nuevo."),
    ("es", "migrant protection", "Los migrantes encontrarán una cama, comida caliente y orientación."),
    ("es", "migrant protection", "Equipos móviles llevan agua a migrantes abandonados en el camino."),
    ("es", "livelihoods and root causes", "Los jóvenes aprenderán soldadura, costura y mecánica."),
    (
        "es",
        "livelihoods and root causes",
        "Se financiarán pequeños negocios agrícolas para que los jóvenes no tengan que irse.",
    ),
    ("es", "border management", "Habrá patrullas conjuntas a lo largo de la línea fronteriza."),
    ("es", "border management", "Cámaras y un programa de registro equiparán dos pasos fronterizos."),
    ("es", "counter-trafficking", "Un refugio acogerá a mujeres explotadas sexualmente."),
    ("es", "counter-smuggling", "Investigadores aprenderán a desarticular redes que trafican con migrantes."),
    ("es", "asylum and refugee protection", "El dinero alimentará a refugiados nicaragüenses durante seis meses."),
    (
        "es",
        "displacement and humanitarian response",
        "Familias expulsadas de sus aldeas por los combates recibirán lonas y colchonetas.",
    ),
    ("es", "displacement and humanitarian response", "El dinero irá a los damnificados por la tormenta."),
    ("es", "community stabilisation", "Los vecinos elegirán qué escuelas y pozos se reparan."),
    ("es", "peace and security", "Enseña a líderes jóvenes a resolver disputas sin violencia."),
    ("es", "awareness raising", "Obras de teatro mostrarán a los alumnos lo que espera a quienes se van."),
    ("es", "labour migration and regular pathways", "Prepara a jóvenes para trabajar legalmente en España."),
    ("es", "migration data", "Cuenta a las personas en movilidad en doce puntos de monitoreo."),
]
OPENINGS: dict[Language, str] = {
    "en": "IOM carries out a project in Chad, which is funded by Sweden. ",
    "fr": "L'OIM exécute un projet au Tchad, financé par la Suède. ",
    "es": "La OIM ejecuta un proyecto en Honduras, financiado por Suecia. ",
}


@pytest.mark.parametrize(("language", "theme", "text"), TOLD, ids=[text for _, _, text in TOLD])
def test_what_is_done_shows_the_theme(
    record_of: Callable[..., dict[str, Any]], language: Language, theme: str, text: str
) -> None:
    (project,) = record_of(OPENINGS[language] + text, language)["projects"]
    assert set(theme.split(",")) <= set(project["themes"])

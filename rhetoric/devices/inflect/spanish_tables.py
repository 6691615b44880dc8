"""Endings and exceptions of the Spanish conjugator: facts of the language, kept apart from the code."""

PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")


def _row(line: str) -> tuple[str, ...]:
    return tuple(line.split())


ENDINGS = {
    "ar": {
        "pres": _row("o as a amos áis an"), "subj": _row("e es e emos éis en"),
        "past": _row("é aste ó amos asteis aron"), "impf": _row("aba abas aba ábamos abais aban"),
    },
    "er": {
        "pres": _row("o es e emos éis en"), "subj": _row("a as a amos áis an"),
        "past": _row("í iste ió imos isteis ieron"), "impf": _row("ía ías ía íamos íais ían"),
    },
    "ir": {
        "pres": _row("o es e imos ís en"), "subj": _row("a as a amos áis an"),
        "past": _row("í iste ió imos isteis ieron"), "impf": _row("ía ías ía íamos íais ían"),
    },
}  # fmt: skip
STRONG_ENDINGS = {"": _row("e iste o imos isteis ieron"), "j": _row("e iste o imos isteis eron")}
SINGLE_CLITICS = 11  # the first of the next; commands take these only
CLITICS = _row(
    "me te se lo la los las le les nos os melo mela melos melas telo tela telos telas selo sela selos selas noslo "
    "nosla noslos noslas"
)

# Verbs known by their ending: mantener, imponer, deshacer and the like follow tener, poner, hacer.
YO_STEMS = {
    "tener": "teng", "poner": "pong", "hacer": "hag", "decir": "dig", "venir": "veng", "salir": "salg",
    "valer": "valg", "traer": "traig", "caer": "caig", "oír": "oig",
}  # fmt: skip
PRETERITE_STEMS = {
    "tener": "tuv", "poner": "pus", "hacer": "hic", "decir": "dij", "venir": "vin", "querer": "quis",
    "traer": "traj", "ducir": "duj", "caber": "cup",
}  # fmt: skip
FUTURE_STEMS = {
    "tener": "tendr", "poner": "pondr", "hacer": "har", "decir": "dir", "venir": "vendr", "querer": "querr",
    "salir": "saldr", "valer": "valdr", "poder": "podr", "saber": "sabr", "haber": "habr", "caber": "cabr",
}  # fmt: skip


def _changes(change: str, verbs: str) -> dict[str, str]:
    return dict.fromkeys(verbs.split(), change)


DIPHTHONGS = {
    **_changes(
        "e>ie",
        "acertar apretar arrendar atravesar calentar cegar cerrar comenzar confesar defender descender "
        "despertar desterrar empezar encender encerrar encomendar enterrar entender extender gobernar "
        "helar manifestar negar denegar renegar nevar pensar perder quebrar querer recomendar regar "
        "reventar segar sembrar sentar sosegar temblar tender tropezar verter tener contener detener "
        "mantener obtener retener sostener venir convenir intervenir prevenir fregar plegar desplegar",
    ),
    **_changes(
        "o>ue",
        "acordar acostar almorzar apostar aprobar desaprobar cocer colar colgar contar conmover mover "
        "remover promover costar demoler demostrar devolver disolver doler encontrar esforzar forzar "
        "llover moler morder mostrar poblar poder probar comprobar recordar reforzar renovar resolver "
        "revolver rodar rogar soler soltar sonar soñar torcer retorcer tronar volar volcar volver "
        "envolver descolgar degollar holgar consolar",
    ),
    "jugar": "u>ue",
}
# Change of the stressed stem, then that of "pidió, durmieron".
CLOSED_STEMS = {
    **_changes(
        "e>i,e>i",
        "pedir impedir despedir medir competir repetir servir vestir seguir perseguir conseguir proseguir "
        "elegir reelegir corregir regir rendir gemir freír reír sonreír concebir derretir teñir ceñir "
        "embestir desvestir investir decir maldecir bendecir desdecir predecir",
    ),
    **_changes(
        "e>ie,e>i",
        "mentir desmentir sentir consentir resentir presentir herir malherir hervir convertir pervertir "
        "subvertir invertir divertir advertir preferir sugerir diferir digerir ingerir injerir referir "
        "requerir adquerir arrepentir transferir conferir",
    ),
    **_changes(
        "o>ue,o>u",
        "dormir morir",
    ),
}

IRREGULAR = {
    "ser": {
        "pres": "soy eres es somos sois son", "subj": "sea seas sea seamos seáis sean",
        "past": "fui fuiste fue fuimos fuisteis fueron", "impf": "era eras era éramos erais eran",
    },
    "ir": {
        "pres": "voy vas va vamos vais van", "subj": "vaya vayas vaya vayamos vayáis vayan",
        "past": "fui fuiste fue fuimos fuisteis fueron", "impf": "iba ibas iba íbamos ibais iban",
    },
    "estar": {
        "pres": "estoy estás está estamos estáis están", "subj": "esté estés esté estemos estéis estén",
        "past": "estuve estuviste estuvo estuvimos estuvisteis estuvieron",
        "impf": "estaba estabas estaba estábamos estabais estaban",
    },
    "haber": {
        "pres": "he has ha hemos habéis han", "subj": "haya hayas haya hayamos hayáis hayan",
        "past": "hube hubiste hubo hubimos hubisteis hubieron",
        "impf": "había habías había habíamos habíais habían",
    },
    "dar": {
        "pres": "doy das da damos dais dan", "subj": "dé des dé demos deis den",
        "past": "di diste dio dimos disteis dieron", "impf": "daba dabas daba dábamos dabais daban",
    },
    "ver": {
        "pres": "veo ves ve vemos veis ven", "subj": "vea veas vea veamos veáis vean",
        "past": "vi viste vio vimos visteis vieron", "impf": "veía veías veía veíamos veíais veían",
    },
    "saber": {
        "pres": "sé sabes sabe sabemos sabéis saben", "subj": "sepa sepas sepa sepamos sepáis sepan",
        "past": "supe supiste supo supimos supisteis supieron",
        "impf": "sabía sabías sabía sabíamos sabíais sabían",
    },
    "poder": {
        "pres": "puedo puedes puede podemos podéis pueden", "subj": "pueda puedas pueda podamos podáis puedan",
        "past": "pude pudiste pudo pudimos pudisteis pudieron",
        "impf": "podía podías podía podíamos podíais podían",
    },
    "andar": {
        "pres": "ando andas anda andamos andáis andan", "subj": "ande andes ande andemos andéis anden",
        "past": "anduve anduviste anduvo anduvimos anduvisteis anduvieron",
        "impf": "andaba andabas andaba andábamos andabais andaban",
    },
    "oír": {
        "pres": "oigo oyes oye oímos oís oyen", "subj": "oiga oigas oiga oigamos oigáis oigan",
        "past": "oí oíste oyó oímos oísteis oyeron", "impf": "oía oías oía oíamos oíais oían",
    },
}  # fmt: skip

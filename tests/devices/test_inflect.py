import pytest

from rhetoric.devices.inflect import inflector
from rhetoric.devices.inflect.es import feminine, plural
from rhetoric.text import fold


def verb_forms(language: str, lemma: str, *features: str) -> set[str]:
    return {form.text for form in inflector(language).verb(lemma) if set(features) <= form.features}


def folded(language: str, lemma: str) -> set[str]:
    return {fold(form.text) for form in inflector(language).verb(lemma)}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("dirigir", "dirijo dirige dirija dirigio dirigiendo"),
        ("pedir", "pido pide pidio pidiendo pediran pida"),
        ("tener", "tengo tiene tuvo tendran tenes tenga"),
        ("hacer", "hago hizo hicieron haran hecho haga"),
        ("pagar", "pague paguen pago pagaran"),
        ("buscar", "busque busquen buscaremos buscandolos"),
        ("destruir", "destruye destruyo destruyendo destruimos"),
        ("producir", "produzco produjo produjeron"),
        ("venir", "vengo viene vino vendran viniendo vengan"),
        ("decir", "digo dijo dijeron diciendo dicho diganme"),
        ("comenzar", "comienza comence comencemos"),
        ("perseguir", "persigo persiguio persiguiendo persigan"),
        ("morir", "muere murio murieron muerto muriendo"),
        ("poner", "pongo puso pondran puesto"),
        ("ser", "soy fue eran sea siendo"),
        ("burlarse", "burla burlo burlarse burlandose"),
        ("robar", "robaron robarnos robandonos roba"),
    ],
)
def test_spanish_verbs_have_their_common_forms(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= folded("es", lemma)


def test_voseo_forms_are_there() -> None:
    assert {"querés", "queré"} <= {form.text for form in inflector("es").verb("querer")}


def test_person_and_tense_are_told_apart() -> None:
    assert verb_forms("es", "aplastar", "1p", "fut") == {"aplastaremos"}
    assert verb_forms("es", "robar", "3p", "pres") == {"roban"}
    assert verb_forms("es", "robar", "inf", "clitic") >= {"robarnos", "robarse"}
    assert "robara" not in verb_forms("es", "robar", "past")


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("rig", {"rig", "rigs", "rigged", "rigging"}),
        ("steal", {"steal", "steals", "stole", "stolen", "stealing"}),
        ("bribe", {"bribe", "bribes", "bribed", "bribing"}),
        ("lie", {"lie", "lies", "lied", "lying"}),
        ("carry off", {"carry off", "carries off", "carried off", "carrying off"}),
        ("go after", {"go after", "goes after", "went after", "gone after", "going after"}),
        ("plot", {"plot", "plots", "plotted", "plotting"}),
        ("betray", {"betray", "betrays", "betrayed", "betraying"}),
    ],
)
def test_english_verbs(lemma: str, forms: set[str]) -> None:
    assert verb_forms("en", lemma) == forms


@pytest.mark.parametrize(
    ("lemma", "plural_form"),
    [
        ("oligarch", "oligarchs"),
        ("witch hunt", "witch hunts"),
        ("enemy of the people", "enemies of the people"),
        ("congressman", "congressmen"),
        ("thief", "thieves"),
    ],
)
def test_english_plurals(lemma: str, plural_form: str) -> None:
    assert [form.text for form in inflector("en").noun(lemma)] == [lemma, plural_form]


@pytest.mark.parametrize(
    ("word", "plural_form"),
    [
        ("potencia", "potencias"),
        ("juez", "jueces"),
        ("traidor", "traidores"),
        ("crisis", "crisis"),
        ("élite", "élites"),
    ],
)
def test_spanish_plurals(word: str, plural_form: str) -> None:
    assert plural(word) == plural_form


@pytest.mark.parametrize(
    ("word", "other"), [("ladrón", "ladróna"), ("traidor", "traidora"), ("oligarca", "oligarca")]
)
def test_spanish_feminines(word: str, other: str) -> None:
    assert feminine(word) == other


def test_phrases_agree_up_to_the_preposition() -> None:
    forms = {form.text for form in inflector("es").noun("potencia extranjera")}
    assert forms == {"potencia extranjera", "potencias extranjeras"}
    assert "agentes del imperio" in {form.text for form in inflector("es").noun("agente del imperio")}


def test_spanish_articles_contract() -> None:
    assert [form.text for form in inflector("es").fixed("el pueblo")] == ["el pueblo", "al pueblo", "del pueblo"]


def test_a_language_without_tables_takes_words_as_they_are() -> None:
    assert [form.text for form in inflector("pt").verb("roubar")] == ["roubar"]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("ban", "bans banned banning"),
        ("gas", "gassed gassing"),
        ("quit", "quits quitting"),
        ("permit", "permits permitted permitting"),
        ("open", "opens opened opening"),
        ("dump", "dumps dumped dumping"),
        ("march", "marches marched marching"),
        ("veto", "vetoes vetoed"),
        ("undo", "undoes undid undone"),
        ("obey", "obeys obeyed"),
    ],
)
def test_english_spelling_of_regular_verbs(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= folded("en", lemma)


def test_a_hard_ch_takes_no_e() -> None:
    assert [form.text for form in inflector("en").noun("oligarch")] == ["oligarch", "oligarchs"]

"""Words that tell a speaker label from an address or a heading; all folded (lower case, no accents)."""

PARTICLES = frozenset("de del la las los y e i da das do dos di du van von der den of and al bin ibn st".split())
ARTICLES = frozenset("el la los las the un una".split())

# Titles and roles that stand before a name or for one.
TITLES = frozenset(
    (
        "mr mrs ms miss mister dr dra prof sir dame lord lady madam madame president vice vicepresident "
        "vice-president chairman chairwoman chair chairperson secretary senator sen representative rep "
        "governor gov mayor minister prime chancellor ambassador general gen colonel captain judge "
        "justice attorney agent officer speaker moderator host anchor interviewer interviewee reporter "
        "journalist question answer audience crowd member members voice voices narrator announcer "
        "translator interpreter participant witness caller guest candidate congressman congresswoman "
        "delegate king queen prince princess pope bishop father sister brother male female man woman boy "
        "girl unknown unidentified several all first deputy director professor doctor sr sra srta sres "
        "senor senora senorita don dona presidente presidenta vicepresidente vicepresidenta ministro "
        "ministra primer primera canciller secretario secretaria senador senadora diputado diputada "
        "gobernador gobernadora alcalde alcaldesa embajador embajadora coronel capitan juez jueza fiscal "
        "doctora profesor profesora licenciado licenciada ingeniero ingeniera comandante rey reina "
        "principe moderador moderadora conductor conductora presentador presentadora entrevistador "
        "entrevistadora entrevistado entrevistada periodista reportero reportera pregunta respuesta "
        "publico asistente asistentes voz voces mujer hombre varon narrador narradora locutor locutora "
        "interprete traductor traductora hablante orador oradora interlocutor interlocutora intervencion "
        "participante testigo candidato candidata jefe jefa portavoz directora padre obispo papa nino "
        "nina coro consejero consejera concejal concejala exmo excmo excma ilmo ilma honorable hon rev "
        "interventor letrado letrada relator relatora"
    ).split()
)

# Words of which one makes the line an address to the hearers or to a reader.
ADDRESSES = frozenset(
    (
        "friends fellow citizens americans countrymen ladies gentlemen comrades colleagues brothers "
        "sisters people nation dear esteemed distinguished everyone everybody folks patriots soldiers "
        "workers delegates excellencies compatriotas conciudadanos conciudadanas ciudadanos ciudadanas "
        "senores senoras amigos amigas companeros companeras camaradas hermanos hermanas colegas pueblo "
        "patria nacion trabajadores trabajadoras soldados excelencias senorias diputados diputadas "
        "senadores senadoras parlamentarios querido querida queridos queridas estimado estimada estimados "
        "estimadas distinguido distinguida distinguidos distinguidas respetado respetada chilenos "
        "chilenas espanoles espanolas argentinos argentinas mexicanos mexicanas peruanos peruanas "
        "colombianos colombianas bolivianos bolivianas venezolanos venezolanas uruguayos uruguayas "
        "paraguayos paraguayas ecuatorianos ecuatorianas cubanos cubanas vecinos vecinas jovenes paisanos "
        "paisanas presidentes miembros congress congreso parliament assembly asamblea"
    ).split()
)

# First words of headings, notes, lists and file headers.
HEADINGS = frozenset(
    (
        "note notes nota notas source sources fuente fuentes photo foto caption title titulo date fecha "
        "place lugar subject asunto topic tema theme part parte chapter capitulo section seccion article "
        "articulo item punto point annex anexo appendix apendice warning aviso important importante "
        "update summary resumen abstract introduction introduccion conclusion conclusiones conclusions "
        "transcript transcripcion event evento participants participantes asistentes language idioma "
        "duration duracion time hora location ubicacion keywords version copyright link url web email tel "
        "telefono fax ps pd p.s p.d re cc eje figure figura table tabla cuadro example ejemplo ejemplos "
        "first second third fourth fifth finally firstly secondly primero segundo tercero cuarto quinto "
        "sexto septimo octavo primera segunda tercera cuarta quinta uno dos tres one two three step paso "
        "ley law decreto decree entonces then so therefore ahora now hoy today remember recuerden namely "
        "result resultado razon reason fact hecho pero but also ademas finalmente objetivo objetivos goal "
        "goals meta medida medidas rule regla agenda background contexto context http https and y or o "
        "yet because porque why how when cuando como what que who quien"
    ).split()
)

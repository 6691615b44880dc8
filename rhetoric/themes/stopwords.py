"""Words that say nothing about a subject, in folded form; the lists are the project's own.

Beside function words they hold what speeches are full of whatever they treat: forms of address and thanks, verbs
of saying and wanting, quantities.
"""

from functools import cache

_LISTS = {
    "en": """
        a about above across act actually after again against ago ahead all almost alone along already also
        although always am among an and another any anybody anyone anything are aren't around as ask asked
        asking at away back be became because become been before began begin being believe below beside best
        better between beyond both bring but by call called came can can't cannot chair chairman colleague
        colleagues come comes coming could couldn't course did didn't do does doesn't doing don't done down
        during each either else end enough especially even evening ever every everybody everyone everything
        example fact far few find first five follow for four friend friends from fully further gave general
        get gets getting give given gives giving go goes going gone gonna good got great had hadn't half
        happen happened happens hardly has hasn't have haven't having he he'd he'll he's hear heard hello
        help her here hers herself him himself his honorable honourable hope how however hundred i i'd i'll
        i'm i've idea if in indeed instead into is isn't issue it it'll it's its itself just keep kind knew
        know known knows ladies last later least left less let let's lets like little long longer look
        looking lot madam made make makes making many matter may maybe me mean means member members might
        mind mine minister minute minutes moment more morning most mr mrs ms much must mustn't my myself
        need needs neither never new next nice night no nobody none nor not nothing now number of off often
        oh ok okay old on once one only onto opportunity or other others our ours ourselves out over own
        part particular people perhaps person place please point possible probably put question questions
        quickly quite rather really reason regard regards right s said same saw say saying says second see
        seem seems seen sense seven several shall she she'd she'll she's should shouldn't show simply since
        sir six so some somebody someone something sometimes soon sorry speak specifically start started
        still such sure t take taken takes taking talk talked talking tell tells ten terms than thank thanks
        that that'll that's the their theirs them themselves then there there's therefore these they they'd
        they'll they're they've thing things think thinking third this those though thought thousand three
        through thus time times to today together told tomorrow tonight too took towards tried true try
        trying two under understand until up upon us use used using very want wanted wants was wasn't way
        ways we we'd we'll we're we've week well went were weren't what what's whatever when where whether
        which while who who's whole whom whose why will wish with within without won't wonder word words
        would wouldn't yeah year years yes yesterday yet you you'd you'll you're you've your yours yourself
        yourselves
    """,
    "es": """
        a aca acaba acaban acabo ademas ahi ahora al algo alguien algun alguna algunas alguno algunos alla
        alli amigas amigos ano anoche anos ante antes aquel aquella aquellas aquello aquellos aqui asi atras
        aun aunque ayer bajo basta bastante bien buena buenas bueno buenos cada candidata candidato casi
        caso cien cierto cinco claro como companera companeras companeros con conmigo contra cosa cosas cree
        creemos creen creo cual cuales cualquier cuando cuanta cuantas cuanto cuantos cuatro cuesta da daba
        dado dan dar das de debe debemos deben debo decia decimos decir del delante demas dentro desde
        despues detras di dia dias dice dicen dicho dieron diez digan digo dije dijeron dijo dio doctor don
        dona donde dos doy durante e el ella ellas ello ellos embargo en encima enfrente entiende entienden
        entonces entre era eramos eran eres es esa esas ese eso esos esta estaba estaban estado estamos
        estan estar estas este esto estos estoy etc fin final forma fue fuera fueron fui general gente
        gracias gran grande grandes ha haber habia habian habido habla hablamos hablando hablar hablo hace
        hacemos hacen hacer hacia haciendo haga hago han haran haremos has hasta hay haya he hecho hemos
        hermanas hermanos hice hicieron hicimos hizo hora horas hoy iba iban igual incluso ir jamas junto
        juntos la las le les llama llaman llamo llega llegado llegar llego lleva llevan llevar lo los luego
        lugar manera mas mayor me media mediante mejor menos menudo mi mia mientras mil minuto minutos mio
        mira mire miren mis misma mismas mismo mismos mitad modo momento mucha muchas mucho muchos muy nada
        nadie ni ningun ninguna ninguno no noche nos nosotras nosotros nuestra nuestras nuestro nuestros
        nueva nuevas nuevo nuevos nunca o ocho ojala os otra otras otro otros para parece parte pasa pasado
        pasar pedimos pero persona personas pido poca pocas poco pocos podamos podemos poder podra podria
        por porque posibilidad posible pregunta preguntas presidenta presidente primer primera primero
        pronto propia propias propio propios pudo puede pueden puedo pues punto que queda quedan quedar
        queremos querer quien quienes quiere quieren quiero respecto sabe sabemos saben saber se sea seamos
        sean segun segunda segundo segundos seis senor senora senoras senores ser sera seran seria si sido
        siempre siendo siete sigue siguen sin sino sobre sois sola solamente solas solo solos somos son soy
        su sus suya suyas suyo suyos tal tales tambien tampoco tan tanta tantas tanto tantos tarde te tema
        temas tendra tendran tendremos tenemos tener tenga tengo tenia tenian tercera tercero ti tiempo
        tiene tienen tienes toda todas todavia todo todos tomar trata traves tres tu tus tuve tuvo u ultima
        ultimas ultimo ultimos un una unas uno unos usted ustedes va vamos van vaya veces veia vemos venga
        vengan vengo venido venir ver verdad vez vi viene vienen vimos vino visto vos vosotros voy vuelta
        vuelve y ya yo
    """,
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of a language code; none where there is no list."""
    return frozenset(_LISTS.get(language, "").split())

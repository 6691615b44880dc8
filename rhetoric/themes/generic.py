"""Words that name no theme by themselves, whatever it is about: folded, the lists are the project's own.

They count when vocabularies are compared, and may stand within a phrase ("local government"); alone they tell a
reader nothing. Offices are here as well, since they mostly stand for whoever is being addressed.
"""

from functools import cache

from rhetoric.themes.stems import stem

_LISTS = {
    "en": """
        able action activity address administration agenda aim amount answer applause april area aspect assembly
        attempt attention august backbone backdrop base basic basis beautiful beginning behalf benefit best big
        biggest bit body case cause cent century certain challenge chamber chance change chief circumstance
        citizen clear close committee common community compatriot concern condition content context continent
        contrary country couple course critical cultural daily date day debate decade december decision
        delegation detail determination difference different dollar domestic east economic effect effort end
        entire essence essential evidence excellency experience expression extent eye face fact factor february
        fellow field figure financial floor folk following force foreign form former friday front full
        fundamental future general gentleman global goal government governor great greater group guy hall hand
        head headline heart hell high higher historic history home honest honor honour hope hour house huge
        human humanity humankind idea importance important incredible individual initiative interest
        international january july june key kind larger largest late laughter law leader legal legislation
        letter level life line list lived local lord lower lowest main major majority man manner march massive
        matter mean measure meeting mentioned message method middle million mind moment monday money month name
        nation national nature necessary nice north note november number objective occasion october official one
        ones option order package part past path peaceful peer per percent period permanent perspective phase
        picture piece plan policy political population position power powerful precedent presence president
        prime principle priority private problem procedure process program programme progress project proposal
        proud public purpose range rate real reality reason recent reference region relation report
        representative request respect response responsibility rest result role room round rule safe sake
        saturday secretary section sector secure senator sentence september series serious service session set
        side simple situation smaller social society solution south speaker speech spirit stage stake standard
        start state statement step story strength strong stuff subject success summary sunday support system
        table target task team tender term thursday topic total tough tremendous trend truth tuesday type unit
        united value vast version vicious view voice vote wednesday week weekend west white whole will wish
        woman wonderful work world wrong young
    """,
    "es": """
        abrazo abril accion actividad acto actor actual acuerdo adecuada adecuado adelante afecto agosto alcalde
        alta alto ambito amiga amigo amor amplia amplio analisis aplauso apoyo area asamblea aspecto asunto
        atencion autentica autentico avance ayuda baja base bloque busqueda cabeza camara cambio camino
        candidata candidato capacidad capaz cara caracteristica cargo carta caso causa centavo centro ciento
        cierre cierta cifra ciudadano clara claro columna comision compatriota compromiso comun comunidad
        concepto conciencia condicion conjunto consecuencia consejo contenido contexto continente corazon cuadro
        cuenta cuestion cultural cumplimiento curso dato debate decada decision definicion delegacion derecha
        desafio desarrollo deseo destino detalle diciembre diferencia diferente diputada diputado direccion
        discurso dolar domingo duda economica economico edad efecto ejemplo elemento enero enorme entusiasmo
        equipo error escenario esfuerzo espacio especial especie esperanza espiritu estado este etapa evento
        excelencia exito experiencia exposicion expresion exterior febrero fecha feliz figura financiera
        financiero firme fondo frase frente fuerte fuerza funcion fundamental futuro generacion global
        gobernador gobernadora gobierno grupo gusto hecho hermana hermano hermosa hermoso hija hijo historia
        historica historico hombre honor humana humanidad humano idea importancia importante impulso iniciativa
        inmensa inmenso instancia institucional instrumento intensidad intento interes interior internacional
        izquierda jefa jefe joven jueves julio junio labor lado larga largo lectura ley linea lista local lunes
        mal manana maniana mano marco martes marzo maximo mayo mayoria medida medio mensaje mente mesa meta
        metodo miembro miercoles millon ministerio ministra ministro minoria mirada mision modelo monton
        montones motivo muchisimo mujer mundo nacion nacional naturaleza necesaria necesario necesidad nivel
        nombre norte nota noviembre numero objetivo obra observacion octubre ocupacion ojo opcion operacion
        opinion oportunidad orden organizacion orgullo origen orilla padre pais palabra papel parque
        participacion partida pasado paso patria pelea pequena pequeno perspectiva peso peticion plan plano
        plaza plena pleno poblacion poder politica politico porcentaje posicion practica precisa presencia
        presentacion presidencia presidenta presidente principal principio prioridad privada privado problema
        proceso productiva productivo profunda profundo programa progreso promedio propiedad proposito propuesta
        proyecto publica publico pueblo puesta puesto puntual querida querido rato razon realidad recientemente
        referencia reflexion region regla relacion representante republica respecto respeto responsabilidad
        respuesta resto resultado reto reunion risa rol ronda sabado sacar sala saludo seccion secretaria
        secretario sector semana senador senadora sentido septiembre serie serio servicio sesion siglo simple
        sistema situacion social sociedad solucion suerte sur tarea temor termino texto tipo total tramo
        transformacion unidad unido valor verdadera verdadero version viaje vice vicepresidencia vicepresidenta
        vicepresidente vida vieja viejo viernes vision vista voluntad voz vuestra vuestras vuestro vuestros zona
    """,
}


@cache
def generic_stems(language: str) -> frozenset[str]:
    """Return the stems of words that name no theme in a language; none where there is no list."""
    return frozenset(stem(word, language) for word in _LISTS.get(language, "").split())

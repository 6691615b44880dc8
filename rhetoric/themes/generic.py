"""Words that name no theme by themselves, whatever it is about: folded, the lists are the project's own.

They count when vocabularies are compared, and may stand within a phrase ("local government"); alone they tell a
reader nothing. Offices are here as well, since they mostly stand for whoever is being addressed.
"""

from functools import cache

from rhetoric.themes.stems import stem

_LISTS = {
    "en": """
        able action activity address administration agenda aim amount answer applause april area aspect assembly
        attention august backdrop base basic basis beginning behalf benefit best big biggest bit body case cause
        cent century certain challenge chamber chance change circumstance citizen clear close committee common
        community compatriot concern condition content context continent contrary country couple course daily
        date day debate decade december decision delegation detail determination difference different dollar
        east effect effort end evidence excellency experience expression extent eye face fact factor february
        field figure floor folk force form former friday front full fundamental future general gentleman goal
        governor government governor great group guy hand head heart hell high history home honour honor hope
        hour house human humankind humanity idea importance important individual initiative interest january
        july june key kind laughter law leader legislation letter level life line list lord lower lowest main
        major majority man manner march mean measure meeting mentioned message method middle million mind moment
        monday money month name nation national nature north note november number objective occasion october
        official option order package part past path peer per percent period permanent perspective picture piece
        plan policy population position power presence president principle priority problem procedure process
        program programme progress project proposal proud purpose range rate reality reason recent reference
        region relation report representative request respect response responsibility rest result role room
        round rule saturday secretary section sector senator sentence september series serious service session
        set side simple situation society solution south speaker speech spirit stage standard start state
        statement step story strength strong stuff subject success summary sunday support system table target
        task team tender term thursday topic total tough tremendous trend truth tuesday type unit united value
        vast version vicious view voice vote wednesday week weekend west white whole will wish woman work world
        wrong young fellow late secure former lived lord daily honest
    """,
    "es": """
        abril accion actividad acto actor actual acuerdo agosto alcalde alta alto ambito amor analisis aplauso
        apoyo area asamblea aspecto asunto atencion avance ayuda baja base bloque busqueda cabeza camara cambio
        camino candidato candidata capacidad capaz cara caracteristica cargo carta caso causa centavo centro
        cierta ciudadano clara claro columna comision compatriota compromiso comun comunidad concepto conciencia
        condicion conjunto consecuencia consejo contenido contexto continente corazon cuadro cuenta cuestion
        cumplimiento curso dato debate decada decision definicion delegacion derecha desafio desarrollo deseo
        destino detalle diciembre diferencia diferente diputado diputada direccion discurso dolar domingo duda
        edad efecto ejemplo elemento enero entusiasmo equipo error escenario esfuerzo especie espacio esperanza
        espiritu estado este etapa evento excelencia exito experiencia expresion exposicion fecha febrero figura
        fondo frase frente fuerte fuerza funcion fundamental futuro generacion gobernador gobernadora gobierno
        grupo gusto hecho hermana hermano historia hombre honor humana humanidad humano idea iniciativa importancia
        importante impulso instancia instrumento intensidad intento interes izquierda jefa jefe joven jueves
        julio junio labor lado lectura ley linea lista lunes maniana marco martes marzo maximo mayo mayoria
        medida medio mensaje mente mesa meta metodo miembro miercoles millon ministerio ministro ministra mirada
        mision modelo motivo mundo mujer mano manana nacion nacional naturaleza necesidad nivel nombre norte nota
        noviembre numero objetivo obra observacion octubre ojo ocupacion opcion operacion opinion oportunidad
        orden organizacion orgullo origen orilla padre pais palabra papel parque partida participacion pasado
        paso patria pelea perspectiva peso peticion plan plano plaza poblacion poder politica posicion practica
        precisa presencia presentacion presidencia presidente presidenta principal principio prioridad problema
        proceso programa progreso promedio propiedad proposito propuesta proyecto pueblo puesta puntual rato
        razon realidad referencia reflexion region regla relacion representante republica respecto respeto
        responsabilidad respuesta resto resultado reto reunion risa rol ronda sabado sala saludo secretaria
        secretario sector seccion semana senador senadora sentido septiembre serie serio servicio sesion siglo
        simple sistema situacion social sociedad solucion sur tarea temor termino texto tipo total transformacion
        unidad unido valor version viaje vice vicepresidenta vicepresidente vicepresidencia vida viernes vision
        vista voluntad voz zona vuestra vuestro vuestras vuestros larga largo querida querido verdadera
        verdadero profunda profundo amplia amplio pequena pequeno inmensa inmenso enorme plena pleno feliz autentica autentico
        especial hermosa hermoso firme historica historico publica publico mal suerte montones monton
    """,
}


@cache
def generic_stems(language: str) -> frozenset[str]:
    """Return the stems of words that name no theme in a language; none where there is no list."""
    return frozenset(stem(word, language) for word in _LISTS.get(language, "").split())

"""Words for latitude, longitude and the sides of the world, in the languages in which tables of Central Asia are kept, and their neighbours'."""

from __future__ import annotations

#: What is written beside a number, without stops and spaces → side of the world. "O" is the German east and the Spanish and French west.
SIDES = {
    word: side
    for side, words in {
        "N": "n north northern nord norte nordlich nördlicherbreite latitudenord latitudnorte delatitudnorte northlatitude latitudenorth nb nbr с c север северная северной сш севш северныхшироты севернойшироты севернаяширота түндүк түнкең түндүккеңдик тк шимол шимоли шимолӣ арзишимоли арзишимолӣ арзишимолӣ kuzey k",
        "S": "s south southern sud süd sur sul südlicherbreite latitudesud latitudsur delatitudsur southlatitude latitudesouth ю юг южная южной юш южнойшироты южнаяширота түштүк түштүккеңдик ҷануб ҷанубӣ арзиҷанубӣ güney",
        "E": "e east eastern est este ost öl ölänge östlich östlicherlänge longitudeest longitudeste delongitudeste eastlongitude longitudeeast leste в b е восток восточная восточной вд востд восточнойдолготы восточнаядолгота чыгыш чыгышузундук чу шарқ шарқӣ тӯлишарқӣ тулишарки doğu d",
        "W": "w west western ouest oeste wl westlicherlänge longitudeouest longitudoeste delongitudoeste westlongitude longitudewest ovest з запад западная западной зд западнойдолготы западнаядолгота батыш батышузундук ғарб ғарбӣ тӯлиғарбӣ batı",
        "O": "o",
    }.items()
    for word in words.split()
}

_LATITUDE = (
    "lat lati latitude latitud latitudine latituden breite breitengrad enlem kenglik shirota shirotasi kengdik szerokosc breddegrad 纬度 緯度 широта широты шир ш сш "
    "кеңдик кендик кенглик арз арзи енлик ендік ендик"
)
_LONGITUDE = (
    "lon long lng longi longitude longitud longitudine länge lange laenge längengrad langengrad laengengrad boylam uzunlik uzoqlik dolgota dolgotasi uzunduk dlugosc 经度 經度 "
    "долгота долготы долг д вд узундук узунлик тӯл тӯли тул тули бойлық бойлык"
)

#: Word → which of the two it names.
AXES = dict.fromkeys(_LATITUDE.split(), "lat") | dict.fromkeys(_LONGITUDE.split(), "lon")

#: Words for the axes of a plane: names of columns, never beside a number.
PLANE = dict.fromkeys("northing northings north nord norte hochwert y север у".split(), "lat") | dict.fromkeys(
    "easting eastings east est este ost rechtswert x восток х".split(), "lon"
)

#: Words beside one of those that do not change what it is.
BESIDE = frozenset(
    "coord coords coordinate coordinates point pos position gps geo geographic geographical dd dec decimal degree degrees deg dms ddm wgs wgs84 "
    "84 1984 4326 epsg utm utm42n utm43n sk42 web mercator 3857 centroid center centre map loc location event action incident site place start begin m metres meters metre meter grad "
    "координата координаты координат коорд гео географическая географический геог градус градусы град северная восточная сев вост с в десятичная точка точки "
    "ҷуғрофӣ ҷуғрофи geographische geo geografica geográfica géographique nord ost n e s w north east e7 approx num number value val of the in "
    "42 43 m42 шир долг мск".split()
)

#: Names of columns that may hold both.
BOTH = frozenset(
    "coord coords coordinate coordinates coordinata coordinate koordinaten koordinate coordenada coordenadas coordonnees coordonnées location locations geolocation "
    "geopoint gps latlng latlon latlong lonlat lnglat longlat point position geo geom geometry wkt geoposition xy place_coordinates mgrs gpslocation geocode "
    "坐标 座標 经纬度 經緯度 koordinaty koordinata koordinatalar koordinatalari координаталар координаталари координаты координата координат коорд координаттар координатаҳо координатахо местоположение точка геопозиция геометрия".split()
)

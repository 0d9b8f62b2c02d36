"""The words of dates in English, Russian, Kyrgyz, Tajik, French, German, Spanish, Turkish and Uzbek, as `folded` leaves them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {
    ord("\u2019"): "'",
    ord("\u00ba"): None,
    ord("\u00b0"): None,
    ord("ı"): "i",
}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return text in lower case, with plain dashes and blanks, and letters without their accents."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(_DASHES))
        text = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(text.lower().split())


def _set(words: str) -> frozenset[str]:
    return frozenset(folded(word.strip()) for word in words.split(","))


MONTHS = {
    folded(name): number
    for number, names in enumerate(
        (
            "january jan января январь янв январы январда январ январи janvier janv januar jänner jaen enero ene ocak oca yanvar yanvarya",
            "february feb февраля февраль фев февр февралы февралда феврал феврали février févr fév februar feber febrero şubat şub fevral fevralya",
            "march mar mart марта март мар мартта марти mars märz maerz mrz marzo mart marta",
            "april apr апреля апрель апр апрели апрелде апрел avril avr abril abr nisan nis aprel aprelya",
            "may мая май майда майы майи mai mayo mayıs maya",
            "june jun июня июнь июн июнда июни juin juni junio haziran haz iyun iyunya",
            "july jul июля июль июл июлда июли juillet juil juli julio temmuz tem iyul iyulya",
            "august aug августа август авг августта августи août aoû agosto ago ağustos ağu avgust avgusta",
            "september sep sept сентября сентябрь сен сент сентябры сентябрда сентябр сентябри septembre septiembre setiembre set eylül eyl sentabr sentyabr sentyabrya",
            "october oct октября октябрь окт октябры октябрда октябр октябри octobre oktober okt octubre ekim eki oktabr oktyabr oktyabrya",
            "november nov ноября ноябрь ноя нояб ноябры ноябрда ноябр ноябри novembre noviembre kasım kas noyabr noyabrya",
            "december dec декабря декабрь дек декабры декабрда декабр декабри décembre déc dezember dez diciembre dic aralık ara dekabr dekabrya",
        ),
        start=1,
    )
    for name in names.split()
}

ROMAN = dict(
    zip(
        "i ii iii iv v vi vii viii ix x xi xii".split(),
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        strict=True,
    )
)


def month_named(word: str) -> int:
    """Return the number of a month in words or in Roman figures, as `folded` leaves it; 0 for what is none."""
    plain = word.rstrip(".")
    return MONTHS.get(ROMAN.get(plain, plain), 0)


WEEKDAYS = _set(
    "monday,mon,tuesday,tue,tues,wednesday,wed,thursday,thu,thur,thurs,friday,fri,saturday,sat,sunday,sun,"
    "понедельник,вторник,среда,среду,четверг,пятница,пятницу,суббота,субботу,воскресенье,пн,вт,ср,чт,пт,сб,вс,"
    "дүйшөмбү,шейшемби,шаршемби,бейшемби,жума,ишемби,жекшемби,душанбе,сешанбе,чоршанбе,панҷшанбе,ҷумъа,шанбе,якшанбе,"
    "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,lun,mer,jeu,ven,sam,dim,"
    "montag,dienstag,mittwoch,donnerstag,freitag,samstag,sonnabend,sonntag,mo,di,do,fr,sa,so,"
    "lunes,martes,miércoles,jueves,viernes,sábado,domingo,mié,jue,vie,sáb,dom,"
    "pazartesi,salı,çarşamba,perşembe,cuma,cumartesi,pazar,pzt,çar,per,cum,cmt,paz"
)

#: What stands in a date and says nothing of the day: articles, ends of ordinals, "year".
FILLERS = _set(
    "the,of,on,in,en,st,nd,rd,th,year,в,г,гг,год,года,году,годы,от,го,е,ого,ж,жыл,жылы,жылдын,жылда,йил,йили,yil,yili,yilning,kuni,god,goda,g,соли,сол,с,сана,рузи,моҳи,айы,месяц,дар,"
    "le,la,du,de,d,er,el,del,den,der,dem,am,im,vom,jahr,año,año,día,l,günü,yılı,ayı,tarihinde"
)

#: "and" and its sisters join two days that follow each other; further apart they are two dates rather than a range.
AND = _set("и,and,&,und,et,y,ва,жана,ve,+")
TO = _set("to,until,till,thru,through,по,до,то,bis,au,à,al,a,hasta,ila,→")

#: In front of a range that has an end, and of a day from which on something lasts.
SINCE = _set("since,from,с,со,начиная с,depuis,dès,seit,ab,von,desde,аз,as of")
BY = _set("until,till,to,up to,through,thru,по,то,bis,jusqu'au,jusqu'à,jusqu'en,hasta,au,à,al,a")
BETWEEN = _set("between,между,zwischen,entre")

MISSING = _set(
    "na,n/a,n.a.,#n/a,#value!,#ref!,nan,nat,null,none,nil,-,--,---,?,??,.,x,n/k,nk,unknown,unk,not known,not available,not applicable,no date,"
    "no data,undated,n.d.,nd,not stated,not specified,unspecified,missing,tbd,tbc,blank,(blank),(null),<null>,<na>,"
    "неизвестно,неизвестна,неизв,неизв.,дата неизвестна,нет данных,нет даты,нет,н/д,нд,н.д.,б/д,без даты,не указано,не указана,не известно,"
    "белгисиз,маалымат жок,жок,номаълум,маълумот нест,нест,inconnu,inconnue,non connu,s.d.,sans date,non disponible,"
    "unbekannt,k.a.,k. a.,keine angabe,ohne datum,o.d.,desconocido,desconocida,s/f,s.f.,sin fecha,no disponible,sin datos,"
    "bilinmiyor,belirsiz,belirtilmemiş,tarihsiz,yok,"
    "#name?,#num!,#div/0!,#null!,#nv,#wert!,#bezug!,#zahl!,#н/д,#знач!,#ссылка!,#имя?,#число!,#дел/0!,#пусто!,#valeur!,#nombre!,#valor!,#yok,#değer!,"
    "1900-01-00,1/0/1900,0/1/1900,00.01.1900,0000-00-00,0000-00-00 00:00:00,00.00.0000,00/00/0000,00-00-0000"
)

#: Folded, without a "to", "until" and the like in front.
ONGOING = _set(
    "present,the present,present day,the present day,ongoing,on-going,on going,current,currently,now,today,date,to date,to-date,this day,"
    "continuing,continues,continuous,still,still active,still open,still ongoing,in progress,open,open-ended,no end,"
    "н.в.,н. в.,нв,н.в,наст. время,наст. вр.,наст.время,настоящее время,настоящего времени,настоящее,сейчас,сегодня,сегодняшний день,"
    "сих пор,сей день,текущее время,текущий момент,продолжается,длится,действует,"
    "азыр,азыркы учур,азыркы учурга чейин,азыркыга чейин,азыркы убакытка чейин,учурда,ушул кезге чейин,бүгүн,бүгүнкү күнгө чейин,уланууда,"
    "ҳоло,ҳозир,ҳол,ба ҳол,айни замон,имрӯз,замони ҳозира,идома дорад,давом дорад,"
    "présent,le présent,à présent,à ce jour,ce jour,en cours,aujourd'hui,maintenant,actuel,actuellement,"
    "heute,laufend,andauernd,anhaltend,aktuell,jetzt,gegenwart,zur gegenwart,derzeit,fortlaufend,"
    "presente,el presente,la actualidad,actualidad,en curso,hoy,actual,actualmente,ahora,la fecha,"
    "devam ediyor,devam etmekte,sürüyor,halen,hala,günümüz,bugün,şimdi,"
    "9999-12-31,31.12.9999,31/12/9999,12/31/9999"
)

#: What names no days that everybody would agree on.
LOOSE = _set(
    "spring,summer,autumn,fall,winter,quarter,q,early,mid,middle,late,end,start,begin,beginning,about,around,circa,ca,approx,approximately,before,after,"
    "week,weeks,days,months,decade,century,half,ramadan,several,"
    "весна,весной,весны,лето,летом,лета,осень,осенью,осени,зима,зимой,зимы,квартал,кв,начало,начале,середина,середине,конец,конце,около,примерно,"
    "ок,до,после,неделя,половина,век,десятилетие,"
    "жаз,жазы,жазында,жай,жайы,жайында,күз,күзү,күзүндө,кыш,кышы,кышында,чейрек,башы,ортосу,аягы,болжол,"
    "баҳор,баҳори,тобистон,тобистони,тирамоҳ,тирамоҳи,зимистон,зимистони,семоҳа,аввали,миёнаи,охири,тақрибан,"
    "printemps,été,automne,hiver,trimestre,début,mi,milieu,fin,environ,vers,avant,après,semaine,"
    "frühling,frühjahr,sommer,herbst,quartal,anfang,mitte,ende,etwa,ungefähr,um,vor,nach,woche,"
    "primavera,verano,otoño,invierno,principios,mediados,finales,fines,alrededor,aproximadamente,hacia,antes,después,semana,"
    "ilkbahar,yaz,sonbahar,kış,çeyrek,başı,başında,ortası,sonu,sonunda,yaklaşık,civarı,önce,sonra,hafta"
) | {"~", "s", "?", "<", ">", "h", "c"}

_CLOCK = (
    r"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}(?:[.,]\d+)?|(?:[01]?\d|2[0-3])\s?[hч]\s?[0-5]\d|(?:0?\d|1[0-2])(?::[0-5]\d)?\s?[ap]\.?m\b\.?)"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:uhr|h|hrs|hours|ч)\b\.?)?"
    r"(?:\s?(?:z|utc|gmt|msk|мск|kgt|tjt|uzt|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|eet|eest)\b)?"
    r"(?:\s?[+-](?:0\d|1[0-4])(?::?[0-5]\d)?\b)?(?:\s?\([^)]*\))?(?:\[[^\]]*\])?"
)
#: A time of day, or two that it lasted between, with what may stand round it; as both Python and Arrow read patterns.
TIME = r"(?:^|[ ,t@]|\b(?:at|в|um|a las|à|@) )\s?" + _CLOCK + r"(?:\s?(?:[-/]|to|до|bis)\s?" + _CLOCK + ")?"
#: The time after a compact day, as in 20220916T101500Z.
COMPACT_TIME = r"^(\d{8})t\d{4}(?:\d\d(?:\.\d+)?)?z?$"
MIDNIGHT = r"(?:^|[^\d:])(?:0?0[:hч]00(?::00)?(?:[.,]0+)?|12(?::00){0,2}\s?a\.?m\.?)(?:$|[^\d:apч])"

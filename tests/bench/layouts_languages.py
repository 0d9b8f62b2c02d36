"""What tables hold beside days and places, in the languages in which they are kept."""

from __future__ import annotations

ENGLISH = ("ref", "date", "event_type", "location", "fatalities", "notes")

#: Language → names of columns (reference, date, kind, name, figure, remark), kinds, names of places, a remark. Seen in tables of ministries and of UN agencies.
LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]] = {
    "English": (ENGLISH, ("Clash", "Protest"), ("Ak-Sai", "Kok-Tash", "Arka"), "The sides agreed on a ceasefire."),
    "English, titles": (
        ("Ref", "Date of incident", "Type of event", "Place name", "Number killed", "Notes"),
        ("Clash", "Protest"),
        ("Ak-Sai", "Kok-Tash", "Arka"),
        "The sides agreed on a ceasefire.",
    ),
    "Russian": (
        ("№ записи", "Дата", "Тип", "Место", "Погибшие", "Примечание"),
        ("Перестрелка", "Митинг"),
        ("Ак-Сай", "Кок-Таш", "Арка"),
        "Стороны договорились о прекращении огня, но причины столкновения не установлены.",
    ),
    "Russian, long": (
        ("Номер", "Дата события", "Вид происшествия", "Населённый пункт", "Число погибших", "Описание"),
        ("Перестрелка", "Митинг"),
        ("Ак-Сай", "Кок-Таш", "Арка"),
        "Стороны договорились о прекращении огня, но причины столкновения не установлены.",
    ),
    "Kyrgyz": (
        ("Номери", "Күнү", "Түрү", "Жери", "Каза болгондор", "Эскертүү"),
        ("Атышуу", "Митинг"),
        ("Ак-Сай", "Көк-Таш", "Арка"),
        "Тараптар ок атышууну токтотууга макулдашты.",
    ),
    "Tajik": (
        ("Рақам", "Сана", "Навъ", "Ҷой", "Кушташудагон", "Эзоҳ"),
        ("Тирпарронӣ", "Митинг"),
        ("Ворух", "Хоҷаи Аъло", "Арка"),
        "Тарафҳо оид ба қатъи оташ созиш карданд.",
    ),
    "French": (
        ("Numéro", "Date", "Type", "Lieu", "Morts", "Remarque"),
        ("Accrochage", "Manifestation"),
        ("Ak-Saï", "Kök-Tach", "Arka"),
        "Les deux côtés ont accepté une trêve, après des échanges de tirs.",
    ),
    "Spanish": (
        ("Número", "Fecha", "Tipo", "Lugar", "Muertos", "Descripción"),
        ("Enfrentamiento", "Manifestación"),
        ("Ak-Sai", "Kök-Tash", "Arka"),
        "Los dos bandos acordaron una tregua después del enfrentamiento.",
    ),
    "German": (
        ("Nummer", "Datum", "Art", "Ort", "Tote", "Bemerkung"),
        ("Schusswechsel", "Kundgebung"),
        ("Ak-Sai", "Kök-Tasch", "Arka"),
        "Beide Seiten einigten sich auf eine Waffenruhe über die Grenze hinweg.",
    ),
    "Uzbek": (
        ("Raqam", "Sana", "Hodisa turi", "Joy nomi", "Halok bo'lganlar", "Izoh"),
        ("Otishma", "Miting"),
        ("Oq-Soy", "Ko'k-Tosh", "Arka"),
        "Tomonlar otishmani to'xtatishga kelishdi.",
    ),
    "Russian that lost its letters": (
        ("Nomer", "Data", "Tip", "Mesto", "Pogibshie", "Primechanie"),
        ("Perestrelka", "Miting"),
        ("Ak-Say", "Kok-Tash", "Arka"),
        "Storony dogovorilis o prekrashchenii ognya.",
    ),
    "Chinese": (
        ("编号", "日期", "事件类型", "地点", "死亡人数", "备注"),
        ("交火", "集会"),
        ("阿克赛", "科克塔什", "阿尔卡"),
        "双方同意停火。",
    ),
}

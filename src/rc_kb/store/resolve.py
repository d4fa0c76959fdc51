"""Owns how names in a sheet become keys: by the sheet itself and the reference data, never by other sheets.

So a base is the same whatever the order in which sheets are loaded, and nobody is silently taken for another.
"""

from rc_kb.sheet.model import DescribedOrganization, Sheet
from rc_kb.sheet.parties import SheetParties
from rc_kb.store.keys import country_key, official_key, organization_key, place_key
from rc_kb.store.known import KnownNames
from rc_kb.store.namebook import NameBook
from rc_kb.text import fold_key

_NAMES_OF_COUNTRIES = {"short", "common", "alternative", "ambiguous"}


class Unresolved(Exception):
    """A name or a code in a sheet that nobody can tell; the message says what was expected."""


class PartyResolver:
    """Finds the countries, organizations, officials and places that one sheet names, and notes them in its book."""

    def __init__(self, known: KnownNames, sheet: Sheet) -> None:
        self._known = known
        self._sheet = SheetParties(sheet)
        self._organizations: dict[tuple[str, str | None], int] = {}
        self._officials: dict[tuple[str, str | None], int] = {}
        self.book = NameBook(sheet.article.id)
        for index, described in enumerate(sheet.organizations):
            try:
                self._check_description(self.find_organization(described.name, described.country), described)
            except Unresolved as error:
                raise Unresolved(f"{sheet.locate('organizations', index)}: {error}") from error

    def find_country(self, code: str | None) -> str | None:
        """Return a country's code, or raise Unresolved where ISO 3166-1 has no such code."""
        if code is not None and code not in self._known.codes:
            raise Unresolved(f"there is no country with the ISO 3166-1 code {code}")
        return code

    def find_place(self, name: str | None, code: str | None) -> int | None:
        """Return the key of a city, which is added where it is new."""
        if name is None:
            return None
        self.find_country(code)
        key = place_key(fold_key(name), code)
        self.book.name_place(key, name, code)
        return key

    def find_organization(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an organization, which is added where it is new."""
        if name is None:
            return None
        self.find_country(code)
        name = self._sheet.complete(name)
        asked = (fold_key(name), code)
        if asked not in self._organizations:
            known = self._look_up_reference(name, code)
            self._organizations[asked] = self._add_organization(name, code) if known is None else known
        return self._organizations[asked]

    def find_official(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an official, who is added where new; the sheet tells which country is represented."""
        if name is None:
            return None
        name = self._sheet.complete(name)
        code = self.find_country(code) or self._find_only(name, self._sheet.find_countries_of_person(name))
        asked = (fold_key(name), code)
        if asked not in self._officials:
            self._officials[asked] = self._add_official(name, code)
        return self._officials[asked]

    def find_party(self, name: str | None) -> int | None:
        """Return the key of a person of the sheet, a country or an organization, tried in this order.

        Unlike where only an organization can stand, nobody is added: a slip of the pen would make somebody new.
        """
        if name is None:
            return None
        if self._sheet.is_person(name):
            return self.find_official(name)
        codes = self._look_up_countries(name)
        if len(codes) > 1:
            raise Unresolved(f"{name} may be a country's name of {', '.join(codes)}: write the code")
        if codes and name not in codes and self._is_acronym(name):
            raise Unresolved(f"{name} may be {codes[0]} or an organization: write the code or the full name")
        if codes:
            return country_key(codes[0])
        if self._sheet.is_organization(name) or self._look_up_reference(name, None) is not None:
            return self.find_organization(name)
        raise Unresolved(f"nobody knows {name}: list it under organizations: or officials:, or write a country's name")

    def _check_description(self, key: int | None, described: DescribedOrganization) -> None:
        """Refuse a description that contradicts the reference data."""
        if key not in self._known.kinds:
            return
        kind, code = self._known.kinds[key]
        if described.kind not in {None, kind} or described.country not in {None, code}:
            raise Unresolved(
                f"{described.name} is a {kind} of {code} in the reference data: leave kind and country out"
            )

    def _find_only(self, name: str, codes: list[str]) -> str | None:
        if len(codes) > 1:
            raise Unresolved(f"{name} stands for several countries in this sheet: {', '.join(codes)}")
        return codes[0] if codes else None

    def _look_up_countries(self, name: str) -> list[str]:
        """Return the codes of the countries that a name may mean; a demonym is no name, a code has capitals."""
        kinds = _NAMES_OF_COUNTRIES | ({"alpha_2"} if name.isupper() else set())
        return sorted({one.code for one in self._known.countries.get(fold_key(name), ()) if one.kind in kinds})

    def _is_acronym(self, name: str) -> bool:
        """Tell whether an organization of the reference data has an acronym."""
        return any(one.kind == "acronym" for one in self._known.organizations.get(fold_key(name), ()))

    def _look_up_reference(self, name: str, code: str | None) -> int | None:
        """Return the reference organization of a name that only one has, or only one of the country."""
        found = self._known.organizations.get(fold_key(name), [])
        full = [one for one in found if one.kind != "acronym"]
        if not full:
            # An acronym says little: with a country it has to be that country's.
            full = [one for one in found if code in {None, one.country_code}]
            if found and not full:
                codes = ", ".join(sorted({one.country_code or "no country" for one in found}))
                raise Unresolved(f"{name} is an acronym of {codes}, not of {code}: write the full name")
        elif len(full) > 1 and code is not None:
            full = [one for one in full if one.country_code == code]
        if len({one.organization_id for one in full}) > 1:
            codes = ", ".join(sorted({one.country_code or "no country" for one in full}))
            raise Unresolved(f"{name} may be an organization of {codes}: write its full name")
        if not full:
            return None
        key = full[0].organization_id
        self.book.name_organization(key, [(other, "other") for other in self._sheet.list_other_names(name)])
        return key

    def _add_organization(self, name: str, code: str | None) -> int:
        if codes := {one.code for one in self._known.countries.get(fold_key(name), ())}:
            raise Unresolved(f"{name} is a word for {', '.join(sorted(codes))}, not an organization's name")
        countries = self._sheet.find_countries_of_organization(name)
        code = countries[0] if len(countries) == 1 else code or self._find_only(name, countries)
        key = organization_key(fold_key(name), code)
        self.book.add_party(key, "organization", name, code)
        others = self._sheet.list_other_names(name)
        self.book.name_organization(key, [(name, "name"), *((other, "other") for other in others)])
        self.book.describe_organization(key, self._sheet.find_kind(name))
        return key

    def _add_official(self, name: str, code: str | None) -> int:
        key = official_key(fold_key(name), code)
        self.book.add_party(key, "official", name, code)
        others = self._sheet.list_other_names(name)
        self.book.name_official(key, [(name, "name"), *((other, "other") for other in others)])
        return key

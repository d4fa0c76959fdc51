"""Owns the closed lists of English words that the rules read by; names of countries and bodies are the gazetteer's."""

HONORIFICS = frozenset(
    "dr dr. doctor mr mr. mrs mrs. ms ms. miss prof prof. professor h.e. h.e he excellency eng eng. engineer "
    "sheikh shaikh "
    "sheikha sh. sir dame lord lady hojatoleslam hojjatoleslam ayatollah sayyid syed brig brig. gen gen. brigadier lt "
    "lt. col col. colonel maj maj. major capt capt. captain adm adm. admiral sgt. cmdr. lieutenant hon hon. honourable "
    "honorable amb amb. rev rev. haji hajj al-haj (rtd) rtd rtd. ret. md md. mullah mawlawi maulvi maulana "
    "seyed seyyed "
    "archbishop bishop monsignor father h.h. h.r.h. highness majesty eminence "
    "general brigadier-general major-general lieutenant-general alhaji hajiya malam mallam samdech datin puan "
    "encik barrister adv adv. advocate atty atty. engr engr. commodore dato datuk ustad maître justice comrade "
    "sardar malik-ul ing. dipl.".split()
) - {"he"}
"""Words before a name that are no part of it; `Md` and `Syed` may be, and are kept where nothing else stands before."""

PART_OF_NAME = frozenset({"syed", "seyed", "seyyed", "md", "md.", "sayyid", "haji"})
"""Honorifics that are also first names."""

EXCELLENCIES = (
    ("his", "excellency"),
    ("her", "excellency"),
    ("his", "highness"),
    ("her", "highness"),
    ("tan", "sri"),
    ("air", "commodore"),
    ("air", "marshal"),
    ("royal", "highness"),
)

HEADS = frozenset(
    "president vice-president pm chairman chairwoman chairperson chair head chief director directress "
    "secretary undersecretary under-secretary minister premier ambassador envoy consul governor mayor "
    "representative rep delegate coordinator co-ordinator commissioner manager officer spokesperson spokesman "
    "spokeswoman "
    "adviser advisor deputy king queen prince princess emir amir sultan speaker leader commander "
    "ceo chancellor rector dean founder co-founder attaché attache counsellor counselor patron treasurer "
    "superintendent "
    "inspector administrator supervisor senator lawmaker mp member counterpart colleague nuncio pope cardinal "
    "wali vali prefect magistrate charge chargé lead specialist expert trustee "
    "director-general secretary-general consul-general governor-general vice-chairman vice-chair "
    "vice-chairperson vice-chancellor "
    "vice-minister monarch sovereign ruler "
    "official diplomat colleague chief-of-staff physician surgeon nurse volunteer paramedic analyst researcher".split()
)
"""Nouns that name an office."""

WEAK_HEADS = frozenset(
    "volunteer nurse physician surgeon member expert specialist officer paramedic analyst researcher lead "
    "official diplomat colleague".split()
)
"""Nouns of offices that many hold: they name nobody without a name beside them."""

AFTER_HEAD = frozenset("general executive designate elect d'affaires emeritus".split())
"""Words that follow the noun of an office and belong to it: secretary general, chief executive."""

MODIFIERS = frozenset(
    "deputy vice assistant first second third acting former regional executive prime interior managing "
    "general senior chief national country permanent special extraordinary plenipotentiary international honorary "
    "interim outgoing incoming newly appointed new then current federal state provincial district local "
    "associate joint "
    "additional principal lead operational operations programme program project technical medical "
    "communications logistics field branch area cluster sub-regional resident non-resident roving "
    "founding crown grand supreme presidential ministerial royal under parliamentary caretaker long-serving "
    "newly-appointed secretary-general's minister's president's high global delegation vice-presidential "
    "vice- ex- late visiting".split()
)
"""Words before the noun of an office that belong to it."""

SHORT_LIVED = frozenset(
    "new newly appointed newly-appointed current visiting late then long-serving outgoing incoming".split()
)
"""Words before an office that tell of its holder, and are no part of the title."""

PORTFOLIOS = frozenset(
    "health population foreign affairs interior defense defence social labour labor development education environment "
    "finance justice cooperation humanitarian relief disaster management public planning economy economic "
    "trade industry "
    "agriculture energy water youth sports sport women family migration displaced displacement emergency emergencies "
    "situations works transport transportation information culture religious hajj welfare solidarity governance "
    "administration security community services operations programs programmes communications communication resources "
    "rehabilitation rescue response preparedness reduction risk risks volunteers volunteering training "
    "logistics medical "
    "medicine nursing blood donation fundraising partnerships partnership diplomacy protection civil aid assistance "
    "external internal regional international political legal parliamentary consular cultural commercial media press "
    "human rights tourism housing refugees refugee returnees land mines mine action reconstruction tribal frontier "
    "relations child children care habitat liaison disarmament investment digital technology science scientific "
    "research higher multilateral bilateral global national strategic strategy "
    "secretariat cabinet policy budget support delegations missions crises crisis marketing recovery".split()
)
"""Words that say of what a minister, a director or a department is."""

ORGANIZATION_HEADS = frozenset(
    "ministry foundation organization organisation agency authority committee council commission university institute "
    "association federation fund bank centre center company corporation union league office department directorate "
    "embassy consulate parliament assembly chamber society movement mission secretariat bureau board trust "
    "group charity "
    "academy college hospital senate municipality government service programme program initiative alliance "
    "network forum "
    "command corps airlines airways headquarters administration ngo consortium court police army "
    "legislature majlis duma house palace institution".split()
)
"""Nouns that end, or begin, the name of an organization."""

GENERIC_ORGANIZATIONS = frozenset(
    "society organization organisation federation committee ministry authority embassy institution association "
    "agency foundation council charity".split()
)
"""Nouns that stand for an organization that was named before."""

UNITS = frozenset(
    "delegation sub-delegation subdelegation mission office branch department chapter secretariat headquarters "
    "board bureau unit section division "
    "cluster cell directorate team center centre region staff sector program programme "
    "project committee commission council".split()
)
"""Parts of an organization, as a title names them: head of the ICRC delegation in Iraq."""

PLACE_NOUNS = frozenset(
    "province governorate region district state county city municipality oblast island islands prefecture division "
    "sub-district regency village town valley camp airport port river".split()
)
"""Nouns that end the name of a place."""

PARTICLES = frozenset(
    "al el bin bint ibn ben binti de da del della der den dos du van von ul ur ud abu y zu la le dela das "
    "of-the ter e".split()
)
"""Small words inside a name."""

NOT_NAMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday ramadan eid muharram "
    "covid covid-19 coronavirus quran islam islamic muslim muslims christian arab arabs arabic english "
    "persian gulf north south east west northern southern eastern western central middle upper lower "
    "red cross crescent crystal white house god allah "
    "internet facebook twitter whatsapp telegram instagram photo video file read also source related share tags "
    "speaking referring pointing noting stressing emphasizing highlighting expressing thanking welcoming praising "
    "addressing according meanwhile earlier later today yesterday tomorrow".split()
)
"""Capitalized words that begin no name of a person."""

SPEECH = frozenset(
    "said says stated told added noted stressed emphasized emphasised underlined underscored announced explained "
    "declared affirmed confirmed pointed expressed praised thanked appreciated lauded hailed commended highlighted "
    "stressing adding reiterated remarked observed asserted urged called commented voiced welcomed described warned "
    "pledged vowed promised revealed mentioned indicated clarified recalled reaffirmed acknowledged argued maintained "
    "claimed insisted admitted conveyed wished hoped denied rejected dismissed quoted continued concluded "
    "disclosed informed briefed congratulated applauded extended condemned lamented announced tweeted wrote "
    "suggested replied responded elaborated outlined valued regretted assured".split()
)
"""Verbs that report somebody's words."""

NOT_PEOPLE = frozenset(
    "award prize medal building city day week news year conference summit forum agreement convention hall hotel square "
    "street road bridge project operation program programme plan strategy act law treaty university hospital "
    "school camp "
    "mosque church stadium river lake mount mountain sea ocean gulf bay island islands park airport port agency times "
    "post herald journal daily tribune radio tv television channel press house tower plaza cup league war cyclone "
    "typhoon hurricane storm earthquake festival declaration protocol principles code charter memorandum pilgrimage "
    "avenue lane boulevard fund centre center assembly council area time count comment latest related industrial "
    "national societies youth "
    "volunteers people nations state states province district region headquarters branch unit base team platform "
    "initiative campaign appeal drive mission movement peace humanitarian relief health annual general international "
    "children women girls boys families emergency disaster red crescent cross zone valley border crossing".split()
)
"""Words in capitalized phrases that are nobody's name."""

SURNAMES = frozenset("park day hall lane church lake street post tower house center press islands ocean".split())
"""Those of them that are somebody's last name after a title or an honorific."""

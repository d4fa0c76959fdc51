"""Owns short stories, in the manner of news agencies: for each rule one in which it fires, and some in which none may.

The people are invented; the organizations are real.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A text in which a rule proposes a fact: of its values, those that the rule is about."""

    rule: str
    text: str
    fact: Mapping[str, Any]


class CounterExample(NamedTuple):
    """A text in which nothing of a kind may be proposed, with what makes it look so."""

    section: str
    trap: str
    text: str


MEETINGS = (
    Example(
        "meeting.met",
        "TEHRAN — Head of the Iranian Red Crescent Society Dariush Vakili met with Ambassador of Kenya to Iran Peter "
        "Wekesa in Tehran on Monday. They talked about health care.",
        {
            "city": "Tehran",
            "country": "IR",
            "date_as_written": "Monday",
            "format": "in_person",
            "participants": [
                {"name": "Dariush Vakili", "organization": "Iranian Red Crescent Society", "country": "IR"},
                {"name": "Peter Wekesa", "role": "Ambassador of Kenya to Iran", "country": "KE"},
            ],
        },
    ),
    Example(
        "meeting.met",
        "BAKU — Leyla Orujova, president of the Azerbaijan Red Crescent Society, and Marc Favre, head of the ICRC "
        "delegation in Azerbaijan, met here on Tuesday to review joint projects.",
        {
            "country": "AZ",
            "participants": [{"name": "Leyla Orujova", "country": "AZ"}, {"name": "Marc Favre"}],
        },
    ),
    Example(
        "meeting.meeting_with",
        "AMMAN — Meeting with Jordanian Health Minister Sami Haddadin on Thursday, the president of the "
        "Turkish Red Crescent, Orhan Belgin, said the two sides would go on working together.",
        {"participants": [{"name": "Orhan Belgin", "country": "TR"}, {"name": "Sami Haddadin", "country": "JO"}]},
    ),
    Example(
        "meeting.received",
        "KUWAIT — Chairman of the Kuwait Red Crescent Society Nasser Al-Daihani received the Ambassador of Nepal to "
        "Kuwait, Hari Thapa, at the society's headquarters on Sunday.",
        {
            "format": "in_person",
            "participants": [{"name": "Nasser Al-Daihani", "country": "KW"}, {"name": "Hari Thapa", "country": "NP"}],
        },
    ),
    Example(
        "meeting.was_received",
        "DAMASCUS — The president of the Iraqi Red Crescent Society, Hatem Jubouri, was received on Wednesday by "
        "Syrian Health Minister Ziad Qabbani in Damascus.",
        {"participants": [{"name": "Hatem Jubouri", "country": "IQ"}, {"name": "Ziad Qabbani", "country": "SY"}]},
    ),
    Example(
        "meeting.called_on",
        "DHAKA — Ambassador of Qatar to Bangladesh Khalid Al-Mannai paid a courtesy call on Chairman of the Bangladesh "
        "Red Crescent Society Anwar Talukder on Sunday.",
        {"participants": [{"name": "Khalid Al-Mannai", "country": "QA"}, {"name": "Anwar Talukder", "country": "BD"}]},
    ),
    Example(
        "meeting.visited",
        "YEREVAN — The President of the Georgian Red Cross Society, Nino Beridze, visited the Secretary General of the "
        "Armenian Red Cross Society, Armen Sahakyan, in Yerevan on Friday.",
        {
            "format": "in_person",
            "participants": [{"name": "Nino Beridze", "country": "GE"}, {"name": "Armen Sahakyan", "country": "AM"}],
        },
    ),
    Example(
        "meeting.held_talks",
        "ANKARA — President of the Turkish Red Crescent Orhan Belgin held talks with the President of the Pakistan Red "
        "Crescent Society, Farooq Lodhi, in Ankara on Tuesday.",
        {
            "city": "Ankara",
            "participants": [{"name": "Orhan Belgin", "country": "TR"}, {"name": "Farooq Lodhi", "country": "PK"}],
        },
    ),
    Example(
        "meeting.held_talks",
        "COLOMBO — Secretary General of the Sri Lanka Red Cross Society Ruwan Jayakody held virtual talks with Maria "
        "Lindqvist, the regional director of the IFRC, on Monday.",
        {"format": "virtual", "participants": [{"name": "Ruwan Jayakody"}, {"name": "Maria Lindqvist"}]},
    ),
    Example(
        "meeting.phoned",
        "RABAT — President of the Moroccan Red Crescent Driss Benkirane telephoned the President of the Tunisian Red "
        "Crescent, Hedi Mabrouk, on Saturday.",
        {
            "format": "phone",
            "participants": [{"name": "Driss Benkirane", "country": "MA"}, {"name": "Hedi Mabrouk", "country": "TN"}],
        },
    ),
    Example(
        "meeting.phoned",
        "DOHA — In a phone call with the President of the Lebanese Red Cross, Antoine Rizk, the Secretary-General of "
        "Qatar Red Crescent Society, Jassim Al-Marri, asked about the wounded.",
        {"format": "phone", "participants": [{"name": "Jassim Al-Marri"}, {"name": "Antoine Rizk"}]},
    ),
    Example(
        "meeting.discussed_with",
        "CAIRO — CEO of the Egyptian Red Crescent Mona Shafik discussed the flow of aid with Marc Favre, head of the "
        "ICRC delegation in Egypt.",
        {"participants": [{"name": "Mona Shafik", "country": "EG"}, {"name": "Marc Favre"}]},
    ),
    Example(
        "meeting.in_a_meeting_with",
        "TEHRAN — Ties with Africa are growing, head of the Iranian Red Crescent Society Dariush Vakili said during "
        "talks in Tehran with Ghanaian Ambassador Kofi Asare on Monday.",
        {"participants": [{"name": "Dariush Vakili", "country": "IR"}, {"name": "Kofi Asare", "country": "GH"}]},
    ),
    Example(
        "meeting.between",
        "DUSHANBE — A meeting between the head of the Red Crescent Society of Tajikistan, Rustam Nazarov, and the "
        "Ambassador of Japan, Kenji Morita, took place in Dushanbe on Thursday.",
        {
            "city": "Dushanbe",
            "participants": [{"name": "Rustam Nazarov", "country": "TJ"}, {"name": "Kenji Morita", "country": "JP"}],
        },
    ),
    Example(
        "meeting.they_discussed",
        "BEIRUT — Secretary-General of the Lebanese Red Cross Antoine Rizk and Ambassador of Norway to Lebanon Ingrid "
        "Solberg explored ways to support ambulance crews.",
        {"participants": [{"name": "Antoine Rizk", "country": "LB"}, {"name": "Ingrid Solberg", "country": "NO"}]},
    ),
    Example(
        "meeting.signed",
        "BAGHDAD — A memorandum on disaster relief was signed by the president of the Iraqi Red Crescent Society, "
        "Hatem Jubouri, and the president of the Turkish Red Crescent, Orhan Belgin, on Monday.",
        {"participants": [{"name": "Hatem Jubouri", "country": "IQ"}, {"name": "Orhan Belgin", "country": "TR"}]},
    ),
    Example(
        "meeting.met",
        "TASHKENT, Uzbekistan, March 12, 2024 — President of the Red Crescent Society of Uzbekistan Nodira Karimova "
        "met with Ambassador of South Korea Min-jun Choi on Monday.",
        {
            "date": "2024-03-11",
            "date_as_written": "Monday",
            "participants": [{"name": "Nodira Karimova", "country": "UZ"}, {"name": "Min-jun Choi", "country": "KR"}],
        },
    ),
    Example(
        "meeting.received",
        "GENEVA — ICRC President Helene Roth received Swiss Foreign Minister Urs Keller at the seat of the "
        "organization on Wednesday, and they talked about the state of aid.",
        {
            "participants": [
                {"name": "Helene Roth", "organization": "International Committee of the Red Cross", "country": None},
                {"name": "Urs Keller", "country": "CH"},
            ]
        },
    ),
    Example(
        "meeting.called_on",
        "The new head of the ICRC delegation in Nepal, Marc Favre, called on the chairman of the Nepal Red Cross "
        "Society, Hari Thapa, in Kathmandu.",
        {"city": "Kathmandu", "country": "NP", "format": "in_person"},
    ),
    Example(
        "meeting.was_received",
        "Amina Yusuf, secretary general of the Nigerian Red Cross Society, was welcomed by Ghanaian Ambassador Kofi "
        "Asare at the embassy on Friday.",
        {"participants": [{"name": "Amina Yusuf", "country": "NG"}, {"name": "Kofi Asare", "country": "GH"}]},
    ),
    Example(
        "meeting.held_talks",
        "President of the Croatian Red Cross Ivan Maric sat down with Secretary General of the Slovenian Red Cross "
        "Petra Novak in Zagreb.",
        {"city": "Zagreb", "country": "HR"},
    ),
    Example(
        "meeting.in_a_meeting_with",
        "TEHRAN — Ties are growing, head of the Iranian Red Crescent Society Dariush Vakili said in a meeting with "
        "Ghanaian Ambassador to Tehran Kofi Asare on Monday.",
        {"participants": [{"name": "Dariush Vakili", "country": "IR"}, {"name": "Kofi Asare", "country": "GH"}]},
    ),
)

NO_MEETINGS = (
    CounterExample(
        "meetings",
        "a meeting that is planned",
        "KABUL — Head of the Afghan Red Crescent Society Jamil Stanekzai will meet with the Ambassador of Turkey, "
        "Cengiz Aydin, in Kabul next week.",
    ),
    CounterExample(
        "meetings",
        "a visit that is expected",
        "NIAMEY — President of the Niger Red Cross Moussa Garba is expected to visit the President of the Togolese Red "
        "Cross, Koffi Mensah, in the spring.",
    ),
    CounterExample(
        "meetings",
        "a meeting that was cancelled",
        "TUNIS — The planned meeting between President of the Tunisian Red Crescent Hedi Mabrouk and Ambassador of "
        "Spain Carmen Ortega was cancelled on Monday.",
    ),
    CounterExample(
        "meetings",
        "words to a news agency",
        "MANILA — Secretary General of the Philippine Red Cross Rosa Villareal told Reuters on Friday that 40 "
        "volunteers were at work.",
    ),
    CounterExample(
        "meetings",
        "a general assembly",
        "GENEVA — President of the Kenya Red Cross Society Peter Wekesa attended the General Assembly of the IFRC in "
        "Geneva on Tuesday.",
    ),
    CounterExample(
        "meetings",
        "aid that was received",
        "SANAA — The Yemen Red Crescent Society received 20 tons of medicine from the Turkish Red Crescent on Monday.",
    ),
    CounterExample(
        "meetings",
        "a place that was visited",
        "AMMAN — President of the Jordan Red Crescent Sami Haddadin visited a camp near Zarqa on Monday.",
    ),
    CounterExample(
        "meetings",
        "a target that was met",
        "OSLO — The Norwegian Red Cross met its target of 9,000 blood donors this year, Secretary General Ingrid "
        "Solberg said.",
    ),
    CounterExample(
        "meetings",
        "an invitation",
        "BEIRUT — Secretary-General of the Lebanese Red Cross Antoine Rizk invited Ambassador of Norway Ingrid Solberg "
        "to meet the volunteers.",
    ),
    CounterExample(
        "meetings",
        "a meeting within an organization, of which nobody is named",
        "The board of the Kenya Red Cross Society held a meeting in Nairobi on Monday to talk about its branches.",
    ),
    CounterExample(
        "meetings",
        "words that are only quoted",
        "Secretary General of the Kenya Red Cross Society Peter Wekesa said: “We will meet the president of the Ghana "
        "Red Cross, Kofi Asare, and hold talks with him.”",
    ),
)

OFFICES = (
    Example(
        "office.before_name",
        "Secretary General of the Kenya Red Cross Society Peter Wekesa thanked the volunteers.",
        {
            "official": "Peter Wekesa",
            "title": "Secretary General",
            "organization": "Kenya Red Cross Society",
            "country": "KE",
        },
    ),
    Example(
        "office.before_name",
        "IFRC regional director Maria Lindqvist praised the volunteers on Monday.",
        {
            "official": "Maria Lindqvist",
            "title": "regional director",
            "organization": "International Federation of Red Cross and Red Crescent Societies",
        },
    ),
    Example(
        "office.after_name",
        "Marc Favre, head of the ICRC delegation in Yemen, said that supplies were short.",
        {"official": "Marc Favre", "organization": "International Committee of the Red Cross"},
    ),
    Example(
        "office.after_name",
        "Peter Wekesa, the ambassador of Kenya to Tehran, thanked the volunteers of the society on Monday.",
        {"official": "Peter Wekesa", "organization": "Embassy of Kenya in Iran", "country": "KE"},
    ),
    Example(
        "office.apart_from_name",
        "The president of the Georgian Red Cross Society, Nino Beridze, thanked the volunteers.",
        {
            "official": "Nino Beridze",
            "title": "president",
            "organization": "Georgia Red Cross Society",
            "country": "GE",
        },
    ),
    Example(
        "office.by_verb",
        "Dr. Amina Yusuf, who heads the health department of the Nigerian Red Cross Society, said that the campaign "
        "had begun.",
        {"official": "Amina Yusuf", "organization": "Nigerian Red Cross Society", "country": "NG"},
    ),
    Example(
        "office.counterpart",
        "President of the Iraqi Red Crescent Society Hatem Jubouri spoke in a meeting with his Iranian counterpart "
        "Dariush Vakili on Monday.",
        {
            "official": "Dariush Vakili",
            "title": "President",
            "organization": "Iranian Red Crescent Society",
            "country": "IR",
        },
    ),
    Example(
        "office.next_sentence",
        "The chief of the Nepal Red Cross Society's relief unit said that tents had arrived in the hills. Hari Thapa "
        "said the roads were open again.",
        {"official": "Hari Thapa", "organization": "Nepal Red Cross Society", "country": "NP"},
    ),
    Example(
        "office.before_name",
        "Chairman Pakistan Red Crescent Farooq Lodhi came to the branch on Monday.",
        {"official": "Farooq Lodhi", "organization": "Pakistan Red Crescent", "country": "PK"},
    ),
    Example(
        "office.before_name",
        "Consul General of Pakistan in Herat Farooq Lodhi came to the branch on Monday.",
        {"official": "Farooq Lodhi", "title": "Consul General of Pakistan in Herat", "country": "PK"},
    ),
)

NO_OFFICES = (
    CounterExample(
        "offices",
        "an office without a name",
        "The president of the society thanked the volunteers of the Kenya Red Cross on Monday for their work.",
    ),
    CounterExample(
        "offices",
        "a name without an office",
        "Peter Wekesa gave blood at a drive of the Kenya Red Cross in Nairobi on Monday, for the fifth time.",
    ),
    CounterExample(
        "offices",
        "a street that is named after a president",
        "The branch of the Kenya Red Cross in President Avenue was opened to visitors on Monday.",
    ),
)

FACILITIES = (
    Example(
        "facility.operating",
        "The Iranian Red Crescent Society runs a hospital in Accra that treats 300 people a day.",
        {
            "operator": "Iranian Red Crescent Society",
            "city": "Accra",
            "country": "GH",
            "kind": "hospital",
            "status": "operating",
            "count": 1,
        },
    ),
    Example(
        "facility.operating",
        "NAIROBI — The Kenya Red Cross Society opened a clinic in Garissa on Monday.",
        {"city": "Garissa", "country": "KE", "kind": "clinic", "status": "operating"},
    ),
    Example(
        "facility.mentioned",
        "More than 200 patients are seen every day at the Turkish Red Crescent hospital in Mogadishu.",
        {"city": "Mogadishu", "country": "SO", "kind": "hospital"},
    ),
    Example(
        "facility.list",
        "The Iranian Red Crescent Society operates medical centers in Kenya, Mali, Ghana, and Bolivia.",
        {"country": "ML", "country_as_written": "Mali", "kind": "medical_facility", "status": "operating"},
    ),
    Example(
        "facility.reopening",
        "The Iranian Red Crescent Society's clinic in Nairobi will reopen within a month.",
        {"city": "Nairobi", "kind": "clinic", "status": "reopening"},
    ),
    Example(
        "facility.closed",
        "The Qatar Red Crescent Society's health center in Khartoum was closed because of the fighting.",
        {"city": "Khartoum", "country": "SD", "kind": "health_center", "status": "closed"},
    ),
    Example(
        "facility.under_construction",
        "The Kuwait Red Crescent Society is building a hospital in Herat, which may take a year.",
        {"city": "Herat", "country": "AF", "kind": "hospital", "status": "under_construction"},
    ),
    Example(
        "facility.planned",
        "The Emirates Red Crescent will open a clinic in Aden in the coming year.",
        {"city": "Aden", "country": "YE", "kind": "clinic", "status": "planned"},
    ),
    Example(
        "facility.operating",
        "Since 2015 the Turkish Red Crescent has run a rehabilitation center in Mogadishu, Somalia.",
        {"city": "Mogadishu", "country": "SO", "kind": "rehabilitation_center", "status": "operating"},
    ),
    Example(
        "facility.list",
        "The ICRC maintains orthopedic workshops in Kabul, Herat and Mazar-e Sharif, Afghanistan.",
        {"city": "Herat", "country": "AF", "kind": "rehabilitation_center", "status": "operating"},
    ),
    Example(
        "facility.planned",
        "The Iranian Red Crescent Society intends to establish a warehouse in Basra next year.",
        {"city": "Basra", "country": "IQ", "kind": "warehouse", "status": "planned"},
    ),
)

NO_FACILITIES = (
    CounterExample(
        "facilities",
        "a suggestion",
        "The ambassador of Mali suggested that the Iranian Red Crescent Society could open a clinic in Bamako.",
    ),
    CounterExample(
        "facilities",
        "a hospital of nobody in the Movement",
        "Three people were taken to a hospital in Nairobi after the crash, police said on Monday in the evening.",
    ),
    CounterExample(
        "facilities",
        "an office that is a post",
        "The new president of the Kenya Red Cross Society took office in Nairobi on Monday for four years.",
    ),
    CounterExample(
        "facilities",
        "hospitals that are given something, nowhere",
        "The Turkish Red Crescent thanked the hospitals for their help with the blood drive this week.",
    ),
    CounterExample(
        "facilities",
        "a facility that is asked for",
        "The governor of Basra called for a clinic of the Iranian Red Crescent Society in Basra for the pilgrims.",
    ),
    CounterExample(
        "facilities",
        "talk of a facility",
        "They discussed the possibility of a hospital of the Kuwait Red Crescent Society in Herat for mothers.",
    ),
)

COMMITMENTS = (
    Example(
        "commitment.agreed",
        "The Turkish Red Crescent signed an agreement with the Libyan Red Crescent on the training of paramedics.",
        {"by": "Turkish Red Crescent", "party": "Libyan Red Crescent", "modality": "agreed"},
    ),
    Example(
        "commitment.promised",
        "The Qatar Red Crescent Society pledged to rebuild two schools in Benghazi after the flood.",
        {"by": "Qatar Red Crescent Society", "modality": "promised", "country": "LY"},
    ),
    Example(
        "commitment.promised",
        "The Kuwait Red Crescent Society expressed its readiness to equip three ambulances for the Lebanese Red Cross.",
        {"by": "Kuwait Red Crescent Society", "party": "Lebanese Red Cross", "modality": "promised"},
    ),
    Example(
        "commitment.planned",
        "The Emirates Red Crescent plans to dig forty wells in Chad before the dry season.",
        {"by": "Emirates Red Crescent", "modality": "planned", "country": "TD"},
    ),
    Example(
        "commitment.will",
        "The Japanese Red Cross Society will train 60 nurses in Nepal in the spring.",
        {"by": "Japanese Red Cross Society", "modality": "planned", "country": "NP"},
    ),
    Example(
        "commitment.denied",
        "The Egyptian Red Crescent denied that trucks with aid had been sent back at the border.",
        {"by": "Egyptian Red Crescent", "modality": "denied"},
    ),
)

NO_COMMITMENTS = (
    CounterExample(
        "commitments",
        "the weather to come",
        "Heavy rain will fall over the hills of Nepal from Friday, forecasters said in Kathmandu on Wednesday.",
    ),
    CounterExample(
        "commitments",
        "a hope",
        "The president of the Kenya Red Cross Society, Peter Wekesa, hoped the drought would end.",
    ),
)

MISSIONS = (
    Example(
        "mission.sent",
        "The Turkish Red Crescent sent 40 tons of tents to Pakistan after the floods of August 2022.",
        {"provider": "Turkish Red Crescent", "country": "PK", "place_as_written": "Pakistan", "date": "2022-08"},
    ),
    Example(
        "mission.helped",
        "The Danish Red Cross assisted families in Armenia during the winter.",
        {"provider": "Danish Red Cross", "country": "AM", "occasion": "winter"},
    ),
    Example(
        "mission.list",
        "The Iranian Red Crescent Society has sent relief workers to Lebanon, Somalia, and Yemen.",
        {"provider": "Iranian Red Crescent Society", "country": "SO", "place_as_written": "Somalia"},
    ),
    Example(
        "mission.from",
        "BEIRUT — Blankets donated by the Kuwait Red Crescent Society were handed out in Lebanon on Monday.",
        {"provider": "Kuwait Red Crescent Society", "country": "LB"},
    ),
    Example(
        "mission.to_the_country_of_the_story",
        "KABUL — A plane with medicine that the Emirates Red Crescent dispatched landed on Sunday.",
        {"provider": "Emirates Red Crescent", "country": "AF"},
    ),
    Example(
        "mission.sent",
        "KUWAIT — The Kuwait Red Crescent Society will send a plane with 30 tons of medicine to Sudan on Friday.",
        {"provider": "Kuwait Red Crescent Society", "country": "SD"},
    ),
    Example(
        "mission.from",
        "The Afghan Red Crescent received medicine from the Iranian Red Crescent Society after the earthquake.",
        {"provider": "Iranian Red Crescent Society", "country": "AF"},
    ),
)

NO_MISSIONS = (
    CounterExample(
        "missions",
        "help in one's own country",
        "NAIROBI — The Kenya Red Cross Society sent food to families in Garissa, Kenya, after the drought.",
    ),
    CounterExample(
        "missions",
        "help that is asked for",
        "The Lebanese Red Cross asked the Turkish Red Crescent to send tents to Lebanon before the winter.",
    ),
    CounterExample(
        "missions",
        "first aid",
        "The Kenya Red Cross Society trained 30 teachers from Somalia in first aid this week in Nairobi.",
    ),
    CounterExample(
        "missions",
        "talk of help",
        "The two sides discussed how the Turkish Red Crescent could send tents to Lebanon before the winter.",
    ),
    CounterExample(
        "missions",
        "a visitor who flew",
        "The president of the Turkish Red Crescent, Orhan Belgin, travelled to Lebanon on Monday for two days.",
    ),
)

FIGURES = (
    Example(
        "figure.counted",
        "The Kenya Red Cross Society has 260,000 volunteers in all counties.",
        {"subject": "Kenya Red Cross Society", "measure": "volunteers", "value": 260000},
    ),
    Example(
        "figure.counted",
        "The Syrian Arab Red Crescent handed out more than 1.2 million food parcels this year.",
        {
            "subject": "Syrian Arab Red Crescent",
            "measure": "food parcels",
            "value": 1200000,
            "qualifier": "more_than",
        },
    ),
    Example(
        "figure.counted_by_speaker",
        "About 4,000 tents were put up in a week, the head of the Nepal Red Cross Society, Hari Thapa, said.",
        {"subject": "Nepal Red Cross Society", "measure": "tents", "value": 4000, "qualifier": "about"},
    ),
    Example(
        "figure.counted_of_another_sentence",
        "The Georgia Red Cross Society works in every region of the country. Some 38 branches are open.",
        {"subject": "Georgia Red Cross Society", "measure": "branches", "value": 38, "qualifier": "about"},
    ),
    Example(
        "figure.founded",
        "The Kuwait Red Crescent Society, established in 1966, is at work in many countries.",
        {"subject": "Kuwait Red Crescent Society", "measure": "year established", "value": 1966},
    ),
    Example(
        "figure.rank",
        "The Iranian Red Crescent Society is one of the five top societies in the world.",
        {"subject": "Iranian Red Crescent Society", "value": 5},
    ),
    Example(
        "figure.counted",
        "The Qatar Red Crescent Society spent $2.5 million on water in Chad.",
        {"subject": "Qatar Red Crescent Society", "value": 2500000},
    ),
    Example(
        "figure.founded",
        "Founded in 1919, the International Federation of Red Cross and Red Crescent Societies has its seat in Geneva.",
        {
            "subject": "International Federation of Red Cross and Red Crescent Societies",
            "measure": "year established",
            "value": 1919,
        },
    ),
    Example(
        "figure.counted_of_another_sentence",
        "The Georgia Red Cross Society works in every region of the country. Some 38 branches train volunteers.",
        {"measure": "branches", "value": 38, "unit": "branches"},
    ),
)

NO_FIGURES = (
    CounterExample(
        "figures",
        "casualties",
        "The Nepal Red Cross Society said that 14 people were killed and 60 injured in the landslide.",
    ),
    CounterExample(
        "figures",
        "a day and a time",
        "The Kenya Red Cross Society opened its doors at 9 am on 14 March 2021, as it does every year.",
    ),
    CounterExample(
        "figures",
        "the two sides",
        "The Kenya Red Cross Society said the two sides would go on with their work after the summer.",
    ),
    CounterExample(
        "figures",
        "numbers that nobody in the Movement is the subject of",
        "Some 4,000 cars crossed the bridge on Friday, and 300 of them were stopped for a check.",
    ),
    CounterExample(
        "figures",
        "a number of years",
        "The Kenya Red Cross Society has been at work there for 12 years, and will go on for ten more years.",
    ),
)

AWARDS = (
    Example(
        "award.named",
        "In 2019, the Kenya Red Cross Society received the Nansen Refugee Award for its work in the camps.",
        {"recipient": "Kenya Red Cross Society", "award": "Nansen Refugee Award", "year": "2019"},
    ),
    Example(
        "award.named",
        "Nurse Amina Yusuf was awarded the Florence Nightingale Medal by the International Committee of the Red Cross.",
        {
            "recipient": "Amina Yusuf",
            "award": "Florence Nightingale Medal",
            "giver": "International Committee of the Red Cross",
        },
    ),
    Example(
        "award.chosen_as_best",
        "The Jordan Red Crescent was selected as the best society by the International Federation of Red Cross and Red "
        "Crescent Societies in 2017.",
        {"recipient": "Jordan National Red Crescent Society", "award": "best society", "year": "2017"},
    ),
)

NO_AWARDS = (
    CounterExample(
        "awards",
        "somebody who is only nominated",
        "The Kenya Red Cross Society has been nominated for the Nansen Refugee Award, which will be given in May.",
    ),
    CounterExample(
        "awards",
        "a ceremony without a winner",
        "The Kenya Red Cross Society will host the ceremony of the Nansen Refugee Award in Nairobi.",
    ),
)

MEMBERSHIPS = (
    Example(
        "membership.said",
        "In 1966 the Kuwait Red Crescent Society joined the International Federation of Red Cross and Red Crescent "
        "Societies.",
        {
            "member": "Kuwait Red Crescent Society",
            "body": "International Federation of Red Cross and Red Crescent Societies",
        },
    ),
    Example(
        "membership.said",
        "The Iranian Red Crescent Society is one of the oldest members of the movement.",
        {"member": "Iranian Red Crescent Society", "body": "International Red Cross and Red Crescent Movement"},
    ),
    Example(
        "membership.said",
        "The Kuwait Red Crescent Society is a member of the International Federation of Red Cross and Red Crescent "
        "Societies.",
        {
            "member": "Kuwait Red Crescent Society",
            "body": "International Federation of Red Cross and Red Crescent Societies",
        },
    ),
)

NO_MEMBERSHIPS = (
    CounterExample(
        "memberships",
        "people of a team",
        "Four members of the team of the Kenya Red Cross Society were in Garissa, the IFRC said on Monday.",
    ),
    CounterExample(
        "memberships",
        "a wish",
        "The society hopes to be admitted to the IFRC, said the Kenya Red Cross Society, which supports it.",
    ),
)

STATEMENTS = (
    Example(
        "statement.by_name",
        "Peter Wekesa, secretary general of the Kenya Red Cross Society, said that rain was needed.",
        {"speaker": "Peter Wekesa", "on_behalf_of": "Kenya Red Cross Society"},
    ),
    Example(
        "statement.by_name",
        "Ambassador of Nepal to Kuwait Hari Thapa praised the volunteers who had come to help.",
        {"speaker": "Hari Thapa", "on_behalf_of": "Nepal"},
    ),
    Example(
        "statement.by_reference",
        "Peter Wekesa, secretary general of the Kenya Red Cross Society, came to Garissa on Monday.\n\nHe said that "
        "rain was needed.",
        {"speaker": "Peter Wekesa"},
    ),
    Example(
        "statement.by_organization",
        "The Kenya Red Cross Society said that the road to Garissa was under water.",
        {"speaker": "Kenya Red Cross Society"},
    ),
)

NO_STATEMENTS = (
    CounterExample(
        "statements",
        "somebody who says nothing",
        "Peter Wekesa, secretary general of the Kenya Red Cross Society, came to Garissa on Monday.",
    ),
    CounterExample(
        "statements",
        "words without a speaker",
        "It was said that rain was needed, and that the road to the camp was under water again.",
    ),
)

EXAMPLES = (
    *MEETINGS,
    *OFFICES,
    *FACILITIES,
    *COMMITMENTS,
    *MISSIONS,
    *FIGURES,
    *AWARDS,
    *MEMBERSHIPS,
    *STATEMENTS,
)
COUNTER_EXAMPLES = (
    *NO_MEETINGS,
    *NO_OFFICES,
    *NO_FACILITIES,
    *NO_COMMITMENTS,
    *NO_MISSIONS,
    *NO_FIGURES,
    *NO_AWARDS,
    *NO_MEMBERSHIPS,
    *NO_STATEMENTS,
)
NEVER_PROPOSED = {
    "meeting.noun": "a later sentence about `the meeting`, which adds to the one before",
    "office.alone": "a title without a name, which is proposed only once somebody is found to hold it",
}
"""Names of rules that tell other rules what they read, and propose nothing themselves."""

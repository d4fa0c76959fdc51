"""The language of a text: English is taken, also a few words of it; another language is refused and named."""

import pytest

from rc_kb.errors import TextRefused
from rc_kb.ingest.language import check_english
from tests.ingest.stories import PARAGRAPHS, STORY

OTHERS = {
    "Azerbaijani": "Cəmiyyətin sədri bazar günü paytaxtda səfiri qəbul edib və onlar yardım barədə danışıblar.",
    "Dutch": "De voorzitter van de vereniging ontving zondag de ambassadeur, en de twee spraken over de hulp.",
    "French": "La présidente a reçu dimanche l’ambassadeur dans la capitale, et tous deux ont parlé du secours.",
    "German": "Die Vorsitzende empfing am Sonntag den Botschafter in der Hauptstadt, und sie sprachen über die Hilfe.",
    "Indonesian or Malay": "Ketua perhimpunan itu menerima duta besar pada hari Minggu dan keduanya berbicara.",
    "Italian": "La presidente ha ricevuto domenica l'ambasciatore nella capitale, e i due hanno parlato dei soccorsi.",
    "Portuguese": "A presidente recebeu no domingo o embaixador na capital, e os dois falaram sobre a ajuda.",
    "Spanish": "La presidenta recibió el domingo al embajador en la capital, y los dos hablaron de la ayuda.",
    "Turkish": "Dernek başkanı pazar günü başkentte büyükelçiyi kabul etti ve ikisi yardım hakkında görüştü.",
    "Vietnamese": "Chủ tịch hội đã tiếp đại sứ vào Chủ nhật tại thủ đô và hai bên đã trao đổi về công tác cứu trợ.",
}
BY_LETTERS = {
    "Arabic, Persian or another language in Arabic letters": "رئیس جمعیت روز یکشنبه با سفیر غنا در تهران دیدار کرد.",
    "Russian or another language in Cyrillic letters": "Председатель общества встретился с послом Ганы.",
    "Chinese or Japanese": "红十字会会长星期日在首都会见了加纳大使。",
    "Japanese": "しゃちょうは日曜日に大使と会った。",
    "Korean": "적십자사 총재는 일요일 수도에서 가나 대사를 만났다.",
    "Hebrew": "נשיאת האגודה נפגשה ביום ראשון עם שגריר גאנה.",
    "Greek": "Η πρόεδρος συναντήθηκε την Κυριακή με τον πρέσβη.",
    "Hindi or another language in Devanagari letters": "अध्यक्ष ने रविवार को घाना के राजदूत से मुलाकात की।",
    "Bengali": "সভাপতি রবিবার রাজধানীতে রাষ্ট্রদূতের সঙ্গে দেখা করেন।",
    "Georgian": "თავმჯდომარე კვირას დედაქალაქში განის ელჩს შეხვდა.",
    "Armenian": "Նախագահը կիրակի օրը մայրաքաղաքում հանդիպեց դեսպանի հետ։",
    "Thai": "ประธานสมาคมพบเอกอัครราชทูตกานาในวันอาทิตย์",
    "another language": "የማህበሩ ሊቀመንበር እሁድ ዕለት ከጋና አምባሳደር ጋር ተገናኝተዋል።",
}


def refuse(text: str) -> str:
    """Return why a text is refused."""
    with pytest.raises(TextRefused) as caught:
        check_english(text, "x.txt")
    return str(caught.value)


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_in_latin_letters_is_named_by_its_words(language: str) -> None:
    assert refuse(OTHERS[language]) == f"x.txt is not in English but, by its words, {language}: only English is read."


@pytest.mark.parametrize("language", BY_LETTERS)
def test_another_language_is_named_by_its_letters(language: str) -> None:
    said = f"x.txt is not in English but, by its letters, {language}: only English is read."
    assert refuse(BY_LETTERS[language]) == said


def test_a_language_that_nobody_knows_by_its_words_is_not_guessed() -> None:
    text = "Guddoomiyaha ururka ayaa Axaddii caasimadda ku qaabilay danjiraha, waxayna ka wada hadleen gargaarka dalka."
    assert refuse(text) == "x.txt is not in English, by its words: only English is read."


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        *PARAGRAPHS,
        STORY.upper(),
        "The chairwoman met the envoy.",
        "Red Crescent opens clinic",
        "Clinic opened in Accra.",
        "Hello",
        "Kızılay sent aid to Türkiye, Côte d’Ivoire and Đà Nẵng, and the Hội Chữ thập đỏ thanked it.",
    ],
)
def test_english_is_taken_also_where_it_is_short(text: str) -> None:
    check_english(text, "x.txt")


@pytest.mark.parametrize("text", ["", "123 456", "... !!!", "— \u200b", "5 × 5 = 25"])
def test_what_holds_no_words_is_told(text: str) -> None:
    assert refuse(text) == "x.txt holds no words: give the text of an article."


def test_what_stands_more_often_decides() -> None:
    persian = BY_LETTERS["Arabic, Persian or another language in Arabic letters"]
    check_english(f"{persian}\n\n{STORY}", "x.txt")
    assert "by its letters" in refuse(f"{PARAGRAPHS[0]}\n\n{persian * 10}")


def test_a_list_of_names_is_no_english() -> None:
    names = "Ali Example, Reza Sample, Sara Test, Hossein Person, Maryam Somebody, Jane Roe, Peter Poe, Accra, Ghana"
    assert refuse(names) == "x.txt is not in English, by its words: only English is read."

"""The letters of DIN 91379:2022-08, which authorities must be able to keep and to print."""

import unicodedata
from typing import Final

_LATIN: Final = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁłŃńŅņŇňŉŊŋ"
    "ŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž"
    "ƇƈƏƗƠơƯưƷǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǢǣǤǥǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȒȓȘșȚțȞȟȧȨȩȪȫȬȭȮȯȰȱȲȳəɨʒ"
    "ḂḃḆḇḊḋḌḍḎḏḐḑḗḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḯḰḱḲḳḴḵḶḷḺḻṀṁṂṃṄṅṆṇṈṉṒṓṔṕṖṗṘṙṚṛṞṟṠṡṢṣṪṫṬṭṮṯ"
    "ẀẁẂẃẄẅẆẇẌẍẎẏẐẑẒẓẔẕẖẗẞẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
)
_GREEK: Final = "ΆΈΉΊΌΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ"
_CYRILLIC: Final = "ЍАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюяѝ"
_OTHERS: Final = (
    "'\",-.`~¨´·ʹʺʾʿˈˌ’‡!#$%&()*+/0123456789:;<=>?@[\\]^_{|}¡¢£¥§©ª«¬®¯°±²³µ¶¹º»¿×÷€¤¦¸¼½¾"
)
_EXTENDED: Final = "ƒʰʳˆ˜ˢᵈᵗ‘‚“”„†…‰′″‹›⁰⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉™∞≤≥"

CHARACTERS: Final = _LATIN + _GREEK + _CYRILLIC + _OTHERS + _EXTENDED

# Base letters by the marks that stand on them; marks as hexadecimal code points.
_MARKED: Final = {
    "0300": "CFGKMPSTZcfgkmpstz",
    "0301": "Jjÿ",
    "0302": "DKLMNdklmn",
    "0304": "CFHKNPSTcfhknpst",
    "0306": "CMNRZcmnrz",
    "0307": "KUku",
    "0308": "CTZcz",
    "030B": "Aa",
    "030C": "J",
    "0310": "Mm",
    "0315": "CKPTckpt",
    "031B": "KTkt",
    "0323": "CPcp",
    "0325": "LRlr",
    "0326": "CHKLNchkln",
    "0327": "Zz",
    "0331": "HSs",
    "0328 0306": "Cc",
    "0325 0304": "LRlr",
    "031B 0304": "Ss",
}
_SEQUENCES: Final = "Ç̆ ç̆ Û̄ û̄ Č̕ Č̣ č̕ č̣ ē̍ ō̍ Ī́ ī́ Ž̦ Ž̧ ž̦ ž̧ Ḳ̄ ḳ̄ Ṣ̄ ṣ̄ Ṭ̄ ṭ̄ Ạ̈ ạ̈ Ọ̈ ọ̈ Ụ̄ ụ̄ Ụ̈ ụ̈ K͟H K͟h k͟h"

SEQUENCES: Final = (
    *(
        unicodedata.normalize("NFC", base + "".join(chr(int(mark, 16)) for mark in marks.split()))
        for marks, bases in _MARKED.items()
        for base in bases
    ),
    *_SEQUENCES.split(" "),
)

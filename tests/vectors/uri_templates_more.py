"""The longer templates of the public test suite of RFC 6570, and what it leaves out; data alone."""

from __future__ import annotations

from tests.vectors.uri_templates import Group

EXTENDED = (
    Group(
        "1: as APIs have them",
        {
            "id": "person",
            "token": "12345",
            "fields": ["id", "name", "picture"],
            "format": "json",
            "q": "URI Templates",
            "page": "5",
            "lang": "en",
            "geocode": ["37.76", "-122.427"],
            "first_name": "John",
            "last.name": "Doe",
            "Some%20Thing": "foo",
            "number": 6,
            "long": 37.76,
            "lat": -122.427,
            "group_id": "12345",
            "query": "PREFIX a: <http://b.example/c/1.1/> WHERE { ?d a:e ?f }",
            "uri": "http://example.org/?uri=http%3A%2F%2Fexample.org%2F",
            "word": "drücken",
            "Stra%C3%9Fe": "Grüner Weg",
            "random": "šŸœê€£¥‡Ñ×Øÿ",
            "assoc_special_chars": {"šöä€": "Ö×ÿ"},
        },
        (
            ("{/id*}", "/person"),
            (
                "{/id*}{?fields,first_name,last.name,token}",
                "/person?fields=id,name,picture&first_name=John&last.name=Doe&token=12345",
            ),
            (
                "/search.{format}{?q,geocode,lang,locale,page,result_type}",
                "/search.json?q=URI%20Templates&geocode=37.76,-122.427&lang=en&page=5",
            ),
            ("/test{/Some%20Thing}", "/test/foo"),
            ("/set{?number}", "/set?number=6"),
            ("/loc{?long,lat}", "/loc?long=37.76&lat=-122.427"),
            (
                "/base{/group_id,first_name}/pages{/page,lang}{?format,q}",
                "/base/12345/John/pages/5/en?format=json&q=URI%20Templates",
            ),
            (
                "/sparql{?query}",
                (
                    "/sparql?query=PREFIX%20a%3A%20%3Chttp%3A%2F%2Fb.example%2Fc%2F1.1%2F"
                    "%3E%20WHERE%20%7B%20%3Fd%20a%3Ae%20%3Ff%20%7D"
                ),
            ),
            (
                "/go{?uri}",
                (
                    "/go?uri=http%3A%2F%2Fexample.org%2F%3Furi%3Dhttp%253A%252F%252Fexample"
                    ".org%252F"
                ),
            ),
            ("/service{?word}", "/service?word=dr%C3%BCcken"),
            ("/lookup{?Stra%C3%9Fe}", "/lookup?Stra%C3%9Fe=Gr%C3%BCner%20Weg"),
            (
                "{random}",
                (
                    "%C5%A1%C5%B8%C5%93%C3%AA%E2%82%AC%C2%A3%C2%A5%E2%80%A1%C3%91%C3%97"
                    "%C3%98%C3%BF"
                ),
            ),
            (
                "{?assoc_special_chars*}",
                "?%C5%A1%C3%B6%C3%A4%E2%82%AC=%C3%96%C3%97%C3%BF",
            ),
        ),
    ),
    Group(
        "2: segments",
        {
            "id": ["person", "albums"],
            "token": "12345",
            "fields": ["id", "name", "picture"],
        },
        (
            ("{/id*}", "/person/albums"),
            (
                "{/id*}{?fields,token}",
                "/person/albums?fields=id,name,picture&token=12345",
            ),
        ),
    ),
    Group(
        "3: empty variables",
        {"empty_list": [], "empty_assoc": {}},
        (
            ("{/empty_list}", ""),
            ("{/empty_list*}", ""),
            ("{?empty_list}", ""),
            ("{?empty_list*}", ""),
            ("{?empty_assoc}", ""),
            ("{?empty_assoc*}", ""),
        ),
    ),
    Group(
        "4: numbers as names",
        {
            "42": "The Answer, and Everything",
            "1337": ["leet", "as", "it", "can", "be"],
            "german": {"11": "elf", "12": "zwölf"},
        },
        (
            ("{42}", "The%20Answer%2C%20and%20Everything"),
            ("{?42}", "?42=The%20Answer%2C%20and%20Everything"),
            ("{1337}", "leet,as,it,can,be"),
            ("{?1337*}", "?1337=leet&1337=as&1337=it&1337=can&1337=be"),
            ("{?german*}", "?11=elf&12=zw%C3%B6lf"),
        ),
    ),
    Group(
        "5: exploded maps beside others",
        {
            "id": "admin",
            "token": "12345",
            "tab": "overview",
            "keys": {"key1": "val1", "key2": "val2"},
        },
        (
            ("{?id,token,keys*}", "?id=admin&token=12345&key1=val1&key2=val2"),
            ("{/id}{?token,keys*}", "/admin?token=12345&key1=val1&key2=val2"),
            ("{?id,token}{&keys*}", "?id=admin&token=12345&key1=val1&key2=val2"),
            (
                "/user{/id}{?token,tab}{&keys*}",
                "/user/admin?token=12345&tab=overview&key1=val1&key2=val2",
            ),
        ),
    ),
    Group(
        "6: what is escaped already",
        {
            "id": "admin%2F",
            "not_pct": "%foo",
            "list": ["red%25", "%2Fgreen", "blue "],
            "keys": {"key1": "val1%2F", "key2": "val2%2F"},
        },
        (
            ("{+id}", "admin%2F"),
            ("{#id}", "#admin%2F"),
            ("{id}", "admin%252F"),
            ("{+not_pct}", "%25foo"),
            ("{#not_pct}", "#%25foo"),
            ("{not_pct}", "%25foo"),
            ("{+list}", "red%25,%2Fgreen,blue%20"),
            ("{#list}", "#red%25,%2Fgreen,blue%20"),
            ("{list}", "red%2525,%252Fgreen,blue%20"),
            ("{+keys}", "key1,val1%2F,key2,val2%2F"),
            ("{#keys}", "#key1,val1%2F,key2,val2%2F"),
            ("{keys}", "key1,val1%252F,key2,val2%252F"),
        ),
    ),
)
"""``extended-tests`` of the suite."""

LEFT_OUT = (
    Group(
        "3.2.1: members that are empty or undefined",
        {
            "l": ["a", ""],
            "m": {"k": "", "n": "b"},
            "u": ["a", None, "b"],
            "w": {"k": None, "n": "b"},
            "none": [None],
        },
        (
            ("{l}", "a,"),
            ("{;l}", ";l=a,"),
            ("{;l*}", ";l=a;l"),
            ("{;m*}", ";k;n=b"),
            ("{;m}", ";m=k,,n,b"),
            ("{.l*}", ".a."),
            ("{.m*}", ".k=.n=b"),
            ("{?l*}", "?l=a&l="),
            ("{?l}", "?l=a,"),
            ("{?m*}", "?k=&n=b"),
            ("{u}", "a,b"),
            ("{;u*}", ";u=a;u=b"),
            ("{?u}", "?u=a,b"),
            ("{.w*}", ".n=b"),
            ("{?w*}", "?n=b"),
            ("{?w}", "?w=n,b"),
            ("{?none}", ""),
            ("{?none*}", ""),
        ),
    ),
    Group(
        "3.2.5: maps as labels",
        {"keys": {"semi": ";", "dot": ".", "comma": ","}},
        (
            ("X{.keys}", "X.semi,%3B,dot,.,comma,%2C"),
            ("X{.keys*}", "X.semi=%3B.dot=..comma=%2C"),
        ),
    ),
    Group(
        "1.5: unreserved and other characters",
        {"plain": "aZ09-._~", "rest": '"<>\\^`{|} \x00\x7f', "wide": "\u00a0€😀"},
        (
            ("{plain}", "aZ09-._~"),
            ("{?plain}", "?plain=aZ09-._~"),
            ("{rest}", "%22%3C%3E%5C%5E%60%7B%7C%7D%20%00%7F"),
            ("{+rest}", "%22%3C%3E%5C%5E%60%7B%7C%7D%20%00%7F"),
            ("{.wide}", ".%C2%A0%E2%82%AC%F0%9F%98%80"),
            ("{+wide}", "%C2%A0%E2%82%AC%F0%9F%98%80"),
        ),
    ),
)
"""What the RFC says and no file of the suite shows."""

using System.Text;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>Random documents near the border of the grammar: the same for the same seed.</summary>
internal static class RandomSource
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", ":", "=", "@", "!", "$", "&", "|", "...", "..", ".", "on", "query", "mutation", "subscription",
        "fragment", "type", "interface", "union", "enum", "input", "scalar", "schema", "directive", "extend", "implements", "repeatable",
        "true", "false", "null", "a", "b", "Int", "QUERY", "FIELD", "0", "-0", "1", "-1", "01", "1.5", "1.", ".5", "1e9", "1E-3", "1.5e+2", "-",
        "\"s\"", "\"\"", "\"\\n\"", "\"\\u00e9\"", "\"\\u{1F600}\"", "\"\\uD83D\\uDE00\"", "\"\\uD83D\"", "\"\\x\"", "\"open", "\"\"\"b\"\"\"",
        "\"\"\"\n  x\n    y\n\"\"\"", "\"\"\"open", "#c\n", "#c", "\n", "\r\n", "\r", ",", "\t", "\uFEFF", " ", "é", "😀", "'", "?", "%", "_", "__typename",
    ];

    private static readonly string[] Documents =
    [
        "query Q($a: [Int!]! = [1, 2] @d, \"v\" $b: I = {x: 1, y: [E, null]}) @e { x: a(b: $a, c: {d: 1.5}) @include(if: true) { ...F @g ... on T { b } ... @h { c } } }",
        "\"\"\"doc\"\"\" fragment F on T @a(b: \"c\") { b c: d(e: true) }",
        "\"op\" query Q(\"\"\"\n  v\n\"\"\" $a: I = {x: \"s\"} @d, \"w\" $b: Int) @e { a } \"sub\" subscription S { c } \"\"\"f\"\"\" fragment F on T { b }",
        "\"d\" { a }",
        "mutation M { a(b: \"\"\"block\n  string\"\"\") }",
        "subscription { a }",
        "{ a { b { c { d } } } }",
        "\"d\" type A implements B & C @d { \"x\" a(b: Int = 1 @c, d: [String!]!): E! @f b: Int }",
        "interface A implements B { a: Int } union U @x = | A | B enum E { A @d B } input I { a: Int = 1 b: [I!] }",
        "schema @a { query: Q mutation: M } scalar S @specifiedBy(url: \"u\") directive @d(a: Int = 1) repeatable on | QUERY | FIELD",
        "extend schema @a extend type A { b: C } extend interface A @b extend union U = A extend enum E { X } extend input I { x: Y } extend scalar S @a",
    ];

    /// <summary>A document with a few random edits, or a sequence of random pieces.</summary>
    public static string Next(Random random)
    {
        if (random.Next(4) == 0)
        {
            StringBuilder text = new();
            for (int i = random.Next(1, 25); i > 0; i--)
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? "" : " ");
            return text.ToString();
        }
        string document = Documents[random.Next(Documents.Length)];
        if (random.Next(3) == 0)
            document += " " + Documents[random.Next(Documents.Length)];
        for (int i = random.Next(4); i > 0; i--)
            document = Edit(random, document);
        return document;
    }

    private static string Edit(Random random, string document)
    {
        int at = random.Next(document.Length);
        while (at > 0 && char.IsLowSurrogate(document[at]))
            at--;
        return random.Next(3) switch
        {
            0 => document.Insert(at, Pieces[random.Next(Pieces.Length)]),
            1 => document.Remove(at, char.IsHighSurrogate(document[at]) ? 2 : 1),
            _ => document[..at] + " " + Pieces[random.Next(Pieces.Length)] + " " + document[at..],
        };
    }
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Platform.Metadata.Rules;

/// <summary>Pattern, greatest length and explanation of every <see cref="TextFormat"/>.</summary>
public static class TextFormats
{
    private const string Name = "[A-Za-z][A-Za-z0-9]*";

    private static readonly FrozenDictionary<TextFormat, Rule> Rules = new Dictionary<TextFormat, Rule>
    {
        [TextFormat.ObjectName] = new("^[A-Z][A-Za-z0-9]*$", 40, "an object name: a capital letter, then letters and digits"),
        [TextFormat.FieldName] = new("^[a-z][A-Za-z0-9]*$", 40, "a field name: a small letter, then letters and digits"),
        [TextFormat.DocumentName] = new($"^{Name}$", 60, "a document name: a letter, then letters and digits"),
        [TextFormat.StableId] = new("^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$", 60, "an id: a letter, then letters, digits and single underscores"),
        [TextFormat.FieldPath] = new("^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)?$", 81, "a field name, or two joined by a point"),
        [TextFormat.ObjectNameOrAll] = new("^([A-Z][A-Za-z0-9]*|\\*)$", 40, "an object name, or *"),
        [TextFormat.ChoiceKey] = new("^[A-Za-z0-9][A-Za-z0-9_.-]*$", 60, "a choice key: letters, digits, underscore, point and hyphen"),
        [TextFormat.Color] = new("^#[0-9A-Fa-f]{6}$", 7, "a hex colour such as #2e7d32"),
        [TextFormat.IconKey] = new("^[A-Za-z][A-Za-z0-9_-]*$", 60, "an icon key: letters, digits, underscore and hyphen"),
        [TextFormat.LanguageTag] = new("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", 12, "a language tag such as en or zh-CN"),
        [TextFormat.Version] = new("^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$", 20, "a version such as 1.2.0"),
        [TextFormat.TranslationKey] = new("^[a-zA-Z]+(\\.[A-Za-z0-9_-]+)+(\\.[A-Za-z0-9_.-]+)*$", 200, "a translation key such as object.Account.label"),
        [TextFormat.MediaType] = new("^[a-z0-9.+-]+/([a-z0-9.+-]+|\\*)$", 127, "a media type such as application/pdf or image/*"),
        [TextFormat.NamePrefix] = new("^[a-z][a-z0-9]*$", 12, "a prefix: a small letter, then small letters and digits"),
        [TextFormat.ModulePath] = new("^([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.(ts|js)$", 120, "a path such as shared/phone.ts"),
        [TextFormat.TimeOfDay] = new("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", 5, "a time of day from 00:00 to 24:00"),
        [TextFormat.Day] = new("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", 10, "a date such as 2026-10-01"),
        [TextFormat.HostName] = new("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:[1-9][0-9]{0,4})?$", 200, "a host such as api.example.com, in small letters"),
        [TextFormat.AddressPart] = new("^[a-z0-9]+(-[a-z0-9]+)*$", 60, "a part of an address: small letters and digits, joined by hyphens"),
    }.ToFrozenDictionary();

    /// <summary>The pattern, valid both for .NET and for JSON Schema (ECMA 262).</summary>
    public static string Pattern(TextFormat format) => Rules[format].Pattern;

    /// <summary>Greatest length in characters.</summary>
    public static int MaxLength(TextFormat format) => Rules[format].MaxLength;

    /// <summary>The form in words, to complete "is not …".</summary>
    public static string Describe(TextFormat format) => Rules[format].Description;

    /// <summary>True when the text has the form; length is not looked at.</summary>
    public static bool Matches(TextFormat format, string text) => Rules[format].Regex.IsMatch(text) && !text.EndsWith('\n');

    private sealed record Rule(string Pattern, int MaxLength, string Description)
    {
        public Regex Regex { get; } = new(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}

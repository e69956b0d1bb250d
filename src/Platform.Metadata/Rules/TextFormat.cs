namespace Platform.Metadata.Rules;

/// <summary>The written forms that texts of documents must have; see <see cref="TextFormats"/> for each one's pattern.</summary>
public enum TextFormat
{
    /// <summary>Name of an object: <c>Opportunity</c>.</summary>
    ObjectName,

    /// <summary>Name of a field or relation: <c>closeDate</c>.</summary>
    FieldName,

    /// <summary>Name of a document of any other kind: <c>allAccounts</c>.</summary>
    DocumentName,

    /// <summary>Stable identifier of a document or field.</summary>
    StableId,

    /// <summary>A field, or one step over a reference: <c>account.name</c>.</summary>
    FieldPath,

    /// <summary>Name of an object, or <c>*</c>.</summary>
    ObjectNameOrAll,

    /// <summary>Key of a choice: <c>closedWon</c>.</summary>
    ChoiceKey,

    /// <summary>CSS hex colour: <c>#2e7d32</c>.</summary>
    Color,

    /// <summary>Key of an icon: <c>handshake</c>.</summary>
    IconKey,

    /// <summary>BCP 47 language tag: <c>zh-CN</c>.</summary>
    LanguageTag,

    /// <summary>Semantic version of three numbers: <c>1.2.0</c>.</summary>
    Version,

    /// <summary>Key of a translation: <c>object.Account.label</c>.</summary>
    TranslationKey,

    /// <summary>Media type, possibly with a wildcard subtype: <c>image/*</c>.</summary>
    MediaType,

    /// <summary>Prefix of a package's names: <c>acme</c>.</summary>
    NamePrefix,

    /// <summary>Path of a source file: <c>shared/phone.ts</c>.</summary>
    ModulePath,

    /// <summary>Local time of day: <c>09:30</c>, up to <c>24:00</c>.</summary>
    TimeOfDay,

    /// <summary>A date: <c>2026-10-01</c>.</summary>
    Day,

    /// <summary>Name of a host, with a port where it needs one: <c>api.example.com</c>, <c>erp.example.com:8443</c>.</summary>
    HostName,

    /// <summary>A part of an address: <c>web-leads</c>.</summary>
    AddressPart,
}

using Platform.GraphQL.Types;

namespace Platform.GraphQL.Schema;

/// <summary>The types of conversions that do not depend on the objects.</summary>
internal static class ConversionTypes
{
    /// <summary>What becomes of a target.</summary>
    public static readonly EnumType Action = new("ConversionAction", Members.Of(
        new EnumValueDefinition("CREATE") { Description = "A new record is made." },
        new EnumValueDefinition("ATTACH") { Description = "A record that exists is linked; what is blank in it is filled in." },
        new EnumValueDefinition("SKIP") { Description = "There is none." }))
    {
        Description = "What becomes of a target of a conversion.",
    };

    /// <summary>What a conversion did, or would do, about a target.</summary>
    public static readonly ObjectType Converted = new("ConvertedTarget", Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("alias", BuiltInScalars.String.AsNonNull()) { Description = "Its name in the conversion." },
        new FieldDefinition("object", BuiltInScalars.String.AsNonNull()) { Description = "Object name." },
        new FieldDefinition("label", BuiltInScalars.String.AsNonNull()) { Description = "What it is called, in the caller's language." },
        new FieldDefinition("optional", BuiltInScalars.Boolean.AsNonNull()) { Description = "It may be left out." },
        new FieldDefinition("action", Action.AsNonNull()) { Description = "What became of it." },
        new FieldDefinition("id", BuiltInScalars.Id) { Description = "The record that was made or attached; of one that a dry run made, null." },
        new FieldDefinition("values", RecordScalars.Json.AsNonNull()) { Description = "The values that it gets, by field, as inputs have them." },
        new FieldDefinition("filled", FixedTypes.ListOf(BuiltInScalars.String)) { Description = "Fields of an attached record that were blank and have been filled in." },
        new FieldDefinition("duplicates", FixedTypes.ListOf(FixedTypes.Duplicate)) { Description = "Records that may be the same as the one to be made." },
        new FieldDefinition("problems", FixedTypes.ListOf(FixedTypes.Problem)) { Description = "Why a dry run could not write it." },
    ]))
    {
        Description = "What a conversion did, or would do, about a target.",
    };
}

using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A conversion as the engines see it.</summary>
public sealed record ConversionModel
{
    /// <summary>The document, texts translated.</summary>
    public required ConversionDocument Document { get; init; }

    /// <summary>True for the records that can be converted this way; null for all.</summary>
    public CheckedExpression? When { get; init; }

    /// <summary>What becomes of a record, in order.</summary>
    public required EquatableArray<ConversionTargetModel> Targets { get; init; }

    /// <summary>Fields of the converted record that are set.</summary>
    public EquatableArray<FieldMappingModel> Set { get; init; }

    /// <summary>Fields of the converted record that nothing else sets: its instant and its links.</summary>
    public IEnumerable<string> KeptFields => Targets.Select(t => t.Target.Link).OfType<string>().Prepend(Document.ConvertedField);

    /// <summary>Name of the document.</summary>
    public string Name => Document.Name;

    /// <summary>Name of the object whose records are converted.</summary>
    public string Object => Document.Object;
}

/// <summary>A record that another becomes.</summary>
/// <param name="Target">As the document says it, its label translated.</param>
/// <param name="When">True when there is such a target; null for always.</param>
/// <param name="Set">Its fields.</param>
public sealed record ConversionTargetModel(ConversionTarget Target, CheckedExpression? When, EquatableArray<FieldMappingModel> Set)
{
    /// <summary>Its name in the conversion.</summary>
    public string Alias => Target.Alias;
}

/// <summary>A field and where its value comes from.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value; null when it is copied.</param>
/// <param name="From">Field of the converted record that is copied; null when there is an expression.</param>
public sealed record FieldMappingModel(string Field, CheckedExpression? Value, string? From);

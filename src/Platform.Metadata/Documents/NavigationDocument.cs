using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>The menu of an app.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record NavigationDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Navigation;

    /// <summary>Icon key.</summary>
    [Format(TextFormat.IconKey)]
    public string? Icon { get; init; }

    /// <summary>Groups in order.</summary>
    [MaxLength(50)]
    public EquatableArray<NavigationGroup> Groups { get; init; }
}

using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>The menu of an app.</summary>
public sealed record NavigationDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Navigation;

    /// <summary>Icon key.</summary>
    public string? Icon { get; init; }

    /// <summary>Groups in order.</summary>
    public EquatableArray<NavigationGroup> Groups { get; init; }
}

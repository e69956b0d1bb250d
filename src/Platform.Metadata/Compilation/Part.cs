using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;

namespace Platform.Metadata.Compilation;

/// <summary>
/// One compiled document with everything that was asked for while it was compiled. While the document and the answers stay the same, so
/// does the result.
/// </summary>
/// <param name="Input">The document, or documents, that it was made of; compared by value.</param>
/// <param name="Answers">What was looked up, and what was found.</param>
/// <param name="Output">The result, or null when findings prevent one.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Uses">What it refers to.</param>
internal sealed record Part(
    object Input, IReadOnlyList<Answer> Answers, object? Output, EquatableArray<Finding> Findings, EquatableArray<Use> Uses);

/// <summary>A question that a part asked.</summary>
/// <param name="Topic">What was looked up.</param>
/// <param name="Name">By which name.</param>
/// <param name="Value">What was found then; null for nothing.</param>
internal sealed record Answer(Topic Topic, string Name, object? Value);

/// <summary>What parts can ask for.</summary>
internal enum Topic
{
    /// <summary>The outline of an object (<see cref="ObjectHead"/>).</summary>
    Head,

    /// <summary>A compiled object with its relations.</summary>
    Object,

    /// <summary>A global picklist with translated labels.</summary>
    Picklist,

    /// <summary>A view's document.</summary>
    View,

    /// <summary>The translations of one document.</summary>
    Translations,

    /// <summary>The packages and what each may use.</summary>
    Packages,

    /// <summary>A business calendar; without a name the one that counts where none is named.</summary>
    Calendar,
}

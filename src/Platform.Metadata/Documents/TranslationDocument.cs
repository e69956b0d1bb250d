using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Texts of one language for documents of any package.</summary>
[Named(TextFormat.DocumentName)]
public sealed record TranslationDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Translation;

    /// <summary>BCP 47 language tag.</summary>
    [Format(TextFormat.LanguageTag)]
    public required string Language { get; init; }

    /// <summary>
    /// Key and text, ordered by key. Keys: <c>object.Account.label</c>, <c>object.Account.pluralLabel</c>, <c>object.Account.description</c>,
    /// <c>field.Account.industry.label</c>, <c>field.Account.industry.help</c>, <c>choice.Account.industry.retail</c>,
    /// <c>relation.Account.contacts</c>, <c>rule.Account.vatNumber.message</c>, <c>recordType.Account.partner.label</c>, <c>picklist.Industry.retail</c>, <c>layout.accountDefault.section.0</c>, <c>view.allAccounts.label</c>,
    /// <c>navigation.sales.label</c>, <c>navigation.sales.group.0</c>, <c>role.salesUser.label</c>.
    /// </summary>
    [MaxLength(50_000)]
    public EquatableArray<TranslationEntry> Entries { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A header of a webhook's calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; with a secret, what stands before that: <c>Bearer </c>.</param>
/// <param name="Secret">Name of the secret that it ends with; null for none.</param>
public sealed record WebhookHeader(
    [StringLength(100, MinimumLength = 1)] string Name,
    [StringLength(1000)] string? Value = null,
    [Format(TextFormat.DocumentName)] string? Secret = null);

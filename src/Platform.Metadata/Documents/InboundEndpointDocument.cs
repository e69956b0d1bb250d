using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An address that other systems call, and the record that a call makes or changes; see docs/integrations.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record InboundEndpointDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.InboundEndpoint;

    /// <summary>Last part of the address, unique in the tenant: <c>web-leads</c>.</summary>
    [Format(TextFormat.AddressPart)]
    public required string Path { get; init; }

    /// <summary>How a call shows that it comes from where it should.</summary>
    public required InboundScheme Scheme { get; init; }

    /// <summary>Name of the secret that both sides know.</summary>
    [Format(TextFormat.DocumentName)]
    public required string Secret { get; init; }

    /// <summary>Header of the signature, for the scheme <c>hmac</c>; null: <c>X-Signature</c>.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? SignatureHeader { get; init; }

    /// <summary>How far the time of a signature may be from now, in seconds.</summary>
    [Range(30, 3600), DefaultValue(300)]
    public int ToleranceSeconds { get; init; } = 300;

    /// <summary>Header by which the sender tells repeats; null: the scheme's own, or none.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? KeyHeader { get; init; }

    /// <summary>Place in the body (a JSON pointer) by which the sender tells repeats; null for none.</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? KeyAt { get; init; }

    /// <summary>Object of the record that a call makes or changes.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Unique field by which a record is found and changed instead of made; null: every call makes one.</summary>
    [Format(TextFormat.FieldName)]
    public string? MatchBy { get; init; }

    /// <summary>What is taken out of the body; not with a hook.</summary>
    [MaxLength(100)]
    public EquatableArray<InboundInput> Inputs { get; init; }

    /// <summary>Fields that are set; not with a hook.</summary>
    [MaxLength(100)]
    public EquatableArray<InboundValue> Values { get; init; }

    /// <summary>Name of a hook of the object with the event <c>inbound</c> that decides what a call does, instead of <see cref="Inputs"/> and <see cref="Values"/>.</summary>
    [Format(TextFormat.DocumentName)]
    public string? Hook { get; init; }

    /// <summary>Headers of a call that the hook sees.</summary>
    [MaxLength(20)]
    public EquatableArray<string> Headers { get; init; }

    /// <summary>E-mail address of the user in whose name records are written; null for the longest-serving active administrator.</summary>
    [StringLength(254, MinimumLength = 1)]
    public string? RunAs { get; init; }

    /// <summary>Roles whose rights a call has; empty for those of the user.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(20)]
    public EquatableArray<string> Roles { get; init; }

    /// <summary>Calls that are taken in a minute.</summary>
    [Range(1, 100_000), DefaultValue(600)]
    public int PerMinute { get; init; } = 600;

    /// <summary>False: calls are refused as if nothing were there.</summary>
    public bool Active { get; init; } = true;
}

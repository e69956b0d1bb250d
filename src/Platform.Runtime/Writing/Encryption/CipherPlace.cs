using System.Text;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>Where an encrypted value is stored.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="ObjectId">Stable id of the object.</param>
/// <param name="FieldId">Stable id of the field.</param>
/// <param name="Record">Id of the record.</param>
public sealed record CipherPlace(Guid Tenant, string ObjectId, string FieldId, Guid Record)
{
    // No object or field has an id with points.
    private const string Secrets = "platform.secrets";

    /// <summary>Where a named secret of a tenant is stored.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    public static CipherPlace OfSecret(Guid tenant, string name) => new(tenant, Secrets, name, Guid.Empty);

    /// <summary>The bytes that the tag covers.</summary>
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Tenant:N}\n{ObjectId}\n{FieldId}\n{Record:N}");
}

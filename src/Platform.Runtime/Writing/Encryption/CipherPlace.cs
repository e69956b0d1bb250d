using System.Text;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>Where an encrypted value is stored.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="ObjectId">Stable id of the object.</param>
/// <param name="FieldId">Stable id of the field.</param>
/// <param name="Record">Id of the record.</param>
public sealed record CipherPlace(Guid Tenant, string ObjectId, string FieldId, Guid Record)
{
    /// <summary>The bytes that the tag covers.</summary>
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Tenant:N}\n{ObjectId}\n{FieldId}\n{Record:N}");
}

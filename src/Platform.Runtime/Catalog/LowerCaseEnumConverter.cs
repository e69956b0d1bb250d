using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Platform.Runtime.Catalog;

/// <summary>An enum of one-word members as lower-case text: readable in SQL, and no PostgreSQL enum type to migrate.</summary>
internal sealed class LowerCaseEnumConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => value.ToString().ToLowerInvariant(),
    text => Enum.Parse<TEnum>(text, true))
    where TEnum : struct, Enum;

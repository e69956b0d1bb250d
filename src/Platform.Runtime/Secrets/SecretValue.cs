namespace Platform.Runtime.Secrets;

/// <summary>The values of a secret that count now.</summary>
/// <param name="Current">The value.</param>
/// <param name="Previous">The value before, while it still counts beside the new one; otherwise null.</param>
public sealed record SecretValue(string Current, string? Previous);

/// <summary>What may be known of a secret.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SetAt">When it was set last, UTC.</param>
/// <param name="SetBy">Id of the <c>User</c> record of who did; null for the platform.</param>
/// <param name="PreviousUntil">Until when the value before counts, too, UTC; null when it does not.</param>
public sealed record SecretEntry(string Name, DateTime SetAt, Guid? SetBy, DateTime? PreviousUntil);

namespace Platform.Runtime.Hooks;

/// <summary>A secret that a script uses was not set.</summary>
/// <param name="name">Its name.</param>
public sealed class SecretMissingException(string name) : Exception($"The secret \"{name}\" was not set.");

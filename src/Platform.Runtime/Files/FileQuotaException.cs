namespace Platform.Runtime.Files;

/// <summary>The files of a tenant would take more room than they may.</summary>
public sealed class FileQuotaException() : IOException("The files of the tenant take all the room that they may.");

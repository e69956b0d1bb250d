namespace Platform.Runtime.Database;

/// <summary>There is not enough room left on the disk to begin a write.</summary>
public sealed class StorageFullException() : IOException("There is no room left to write to.");

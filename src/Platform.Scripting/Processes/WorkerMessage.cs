using System.Text.Json;

namespace Platform.Scripting.Processes;

/// <summary>A message of a worker; all of it comes from where hostile code runs.</summary>
/// <param name="Head">What it is about.</param>
/// <param name="Body">UTF-8 JSON, unread.</param>
internal readonly record struct WorkerMessage(JsonElement Head, ReadOnlyMemory<byte> Body);

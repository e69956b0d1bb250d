using System.Text.Json;

namespace Platform.Runtime.Demo.Specification;

/// <summary>A parsed file of a demo specification.</summary>
/// <param name="Name">Name relative to the specification's directory.</param>
/// <param name="Root">Its JSON.</param>
internal sealed record DemoFile(string Name, JsonElement Root);

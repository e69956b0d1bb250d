using System.Text.Json.Nodes;

namespace Platform.Cli.Server;

/// <summary>A document that a tenant has.</summary>
internal sealed record InstalledDocument(string Kind, string Name, string Id, JsonObject Body);

using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Reading;
using Platform.Runtime.Publishing;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.AppTests;

/// <summary>What scripts of a test's tenant need before they run: secrets, and that they are switched on.</summary>
internal sealed class TestScripts(TestTenant tenant)
{
    /// <summary>Sets a secret.</summary>
    /// <exception cref="TestCallException">Name or value is none.</exception>
    public async Task SetSecretAsync(JsonElement arguments, CancellationToken cancellation)
    {
        if (Text(arguments, "name") is not { Length: > 0 } name || Text(arguments, "value") is not { Length: > 0 and <= SecretStore.LongestValue } value)
            throw new TestCallException("BAD_USER_INPUT", "secrets.set takes a name and a value.");
        await tenant.Host.Services.GetRequiredService<SecretStore>().SetAsync(tenant.Id, name, value, TimeSpan.Zero, null, cancellation);
    }

    /// <summary>Switches a script on that its package leaves to administrators, with all that it asks for.</summary>
    /// <exception cref="TestCallException">There is none of that name, or it cannot be.</exception>
    public async Task ActivateAsync(JsonElement arguments, CancellationToken cancellation)
    {
        string name = Text(arguments, "name") ?? "";
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().RefreshAsync(tenant.Id, cancellation))!;
        ScriptDocument script = state.Documents.Values.Select(d => d.Content).OfType<ScriptDocument>().FirstOrDefault(s => s.Name == name)
            ?? throw new TestCallException("NOT_FOUND", $"There is no hook or action \"{name}\".");
        JsonObject body = JsonNode.Parse(DocumentWriter.Write(script))!.AsObject();
        body["active"] = true;
        PublishRequest request = new() { TenantId = tenant.Id, Edits = [new PutDocument(body.ToJsonString(), script.Package)], Accept = [HazardCodes.ScriptRights] };
        if (await tenant.Host.Services.GetRequiredService<Publisher>().ApplyAsync(request, cancellation) is PublishRefused refused)
            throw new TestCallException("VALIDATION_FAILED", $"\"{name}\" cannot be switched on: {refused.Message}{string.Concat(refused.Plan?.Diagnostics.Select(d => Environment.NewLine + d) ?? [])}");
    }

    private static string? Text(JsonElement arguments, string name) => arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;

namespace Platform.Runtime.AppTests;

/// <summary>Records as tests write and read them, over the API that everybody uses. Answers have the form that hooks know from <c>db</c>, formulas included.</summary>
internal sealed class TestRecords(TestTenant tenant)
{
    private const int MostRows = 1_000;

    /// <summary>Carries out a call; JSON of its answer.</summary>
    /// <exception cref="TestCallException">The API refuses it.</exception>
    public async Task<JsonNode?> CallAsync(string action, TestMember member, JsonElement arguments, CancellationToken cancellation)
    {
        if (action == "graphql") return (await AskAsync(member, Text(arguments, "query"), Given(arguments, "variables"), cancellation)).DeepClone();
        TenantModel model = await tenant.ModelAsync(cancellation);
        string name = Text(arguments, "object");
        if (!model.TryGetObject(name, out ObjectModel? target)) throw new TestCallException("BAD_USER_INPUT", $"There is no object \"{name}\".");
        PermissionSet rights = PermissionCompiler.Compile(model, member.Roles);
        return action switch
        {
            "create" when Given(arguments, "values") is JsonArray many => await CreateManyAsync(member, target, rights, many, cancellation),
            "create" => await WriteAsync(member, target, rights, $"create{target.Name}", $"$input: {target.Name}Create!", "input: $input", new JsonObject { ["input"] = Given(arguments, "values") }, cancellation),
            "update" => await WriteAsync(
                member, target, rights, $"update{target.Name}", $"$id: ID!, $input: {target.Name}Update!", "id: $id, input: $input",
                new JsonObject { ["id"] = Text(arguments, "id"), ["input"] = Given(arguments, "values") }, cancellation),
            "delete" or "restore" => await WriteAsync(member, target, rights, $"{action}{target.Name}", "$id: ID!", "id: $id", new JsonObject { ["id"] = Text(arguments, "id") }, cancellation),
            "get" => await ReadAsync(member, HookOperation.Get(target, WithFields(target, rights, arguments), rights), cancellation),
            "query" => await ReadAsync(member, HookOperation.Query(target, WithFields(target, rights, arguments), rights, MostRows), cancellation),
            "aggregate" => await ReadAsync(member, HookOperation.Aggregate(target, arguments, MostRows), cancellation),
            _ => throw new TestCallException("BAD_USER_INPUT", $"There is no call \"{action}\"."),
        };
    }

    private static async Task<JsonNode?> WriteAsync(
        TestMember member, ObjectModel target, PermissionSet rights, string mutation, string declared, string passed, JsonObject variables, CancellationToken cancellation)
    {
        JsonNode? payload = (await AskAsync(member, $"mutation({declared}) {{ payload: {mutation}({passed}) {{ record {{ id }} }} }}", variables, cancellation))["payload"];
        // What was deleted, or went out of sight, is known by its id alone.
        return (string?)payload?["record"]?["id"] is { } id ? await GetAsync(member, target, rights, id, cancellation) ?? new JsonObject { ["id"] = id } : null;
    }

    private static async Task<JsonNode?> CreateManyAsync(TestMember member, ObjectModel target, PermissionSet rights, JsonArray inputs, CancellationToken cancellation)
    {
        string mutation = $"mutation($inputs: [{target.Name}Create!]!) {{ payload: create{char.ToUpperInvariant(target.Plural[0])}{target.Plural[1..]}(inputs: $inputs) {{ records {{ id }} }} }}";
        JsonNode? payload = (await AskAsync(member, mutation, new JsonObject { ["inputs"] = inputs.DeepClone() }, cancellation))["payload"];
        JsonArray records = [];
        foreach (JsonNode? record in payload!["records"]!.AsArray()) records.Add(await GetAsync(member, target, rights, (string)record!["id"]!, cancellation));
        return records;
    }

    private static Task<JsonNode?> GetAsync(TestMember member, ObjectModel target, PermissionSet rights, string id, CancellationToken cancellation)
    {
        JsonElement arguments = JsonSerializer.SerializeToElement(new { id });
        return ReadAsync(member, HookOperation.Get(target, WithFields(target, rights, arguments), rights), cancellation);
    }

    private static async Task<JsonNode?> ReadAsync(TestMember member, HookOperation operation, CancellationToken cancellation)
    {
        if (operation.Problem is { } problem) throw new TestCallException("BAD_USER_INPUT", problem);
        JsonNode data = await AskAsync(member, operation.Text, JsonObject.Create(operation.Variables), cancellation);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) operation.WriteAnswer(writer, JsonSerializer.SerializeToElement(data[HookOperation.Alias]));
        return JsonNode.Parse(buffer.WrittenSpan);
    }

    private static async Task<JsonNode> AskAsync(TestMember member, string query, JsonNode? variables, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await member.Http.PostAsJsonAsync("/graphql", new JsonObject { ["query"] = query, ["variables"] = variables?.DeepClone() }, cancellation);
        JsonNode? answer = await response.Content.ReadFromJsonAsync<JsonNode>(cancellation);
        if (answer?["errors"] is JsonArray { Count: > 0 } errors) throw Refused(errors[0]!);
        if (answer?["data"] is not { } data) throw new TestCallException((string?)answer?["code"] ?? "INTERNAL", (string?)answer?["title"] ?? $"The platform answered {(int)response.StatusCode}.");
        return data;
    }

    private static TestCallException Refused(JsonNode error)
    {
        JsonNode? problems = error["extensions"]?["problems"];
        string code = (string?)problems?[0]?["code"] ?? (string?)error["extensions"]?["code"] ?? "BAD_USER_INPUT";
        return new TestCallException(code, (string)error["message"]!, problems?.DeepClone());
    }

    // A test looks at what is computed as well; hooks cannot, because they run before it is.
    private static JsonElement WithFields(ObjectModel target, PermissionSet rights, JsonElement arguments)
    {
        if (arguments.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array) return arguments;
        ObjectPermissions own = rights.For(target.Name);
        IEnumerable<string> names = target.Fields.Where(f => own.CanReadField(f.Name) && f.Shape() is not (FieldShape.References or FieldShape.Encrypted)).Select(f => f.Name);
        JsonObject given = JsonObject.Create(arguments)!;
        given["fields"] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
        return JsonSerializer.SerializeToElement(given);
    }

    private static string Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new TestCallException("BAD_USER_INPUT", $"\"{name}\" is missing, or no text.");

    private static JsonNode? Given(JsonElement arguments, string name) => arguments.TryGetProperty(name, out JsonElement value) ? JsonSerializer.SerializeToNode(value) : null;
}

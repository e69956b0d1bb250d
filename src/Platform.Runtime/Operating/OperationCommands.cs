using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Operations;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform operations …</c>: GraphQL documents that clients may name, or must.</summary>
internal static class OperationCommands
{
    internal static readonly OperatorCommand[] All =
    [
        new("operations register", given => Require(given, "a file"), RegisterAsync),
        new("operations list", RequireTenant, ListAsync),
        new("operations remove", given => Require(given, "an id"), RemoveAsync),
        new("operations require", RequireTenant, (context, stop) => BindAsync(context, required: true, stop)),
        new("operations release", RequireTenant, (context, stop) => BindAsync(context, required: false, stop)),
    ];

    private static async Task RegisterAsync(OperatorContext context, CancellationToken stop)
    {
        IReadOnlyDictionary<string, string> documents = OperationRegistrar.ReadManifest(await ReadAsync(context.Given.Subject("a file"), stop));
        await context.Get<OperationRegistrar>().RegisterAsync(await TenantAsync(context, stop), documents, stop);
        Console.WriteLine($"{documents.Count} documents are registered.");
    }

    private static async Task RemoveAsync(OperatorContext context, CancellationToken stop)
    {
        string id = context.Given.Subject("an id");
        await context.Get<OperationRegistrar>().RemoveAsync(await TenantAsync(context, stop), [id], stop);
        Console.WriteLine($"'{id}' is not registered any more.");
    }

    private static async Task BindAsync(OperatorContext context, bool required, CancellationToken stop)
    {
        string? role = context.Given.Value("--role");
        await context.Get<OperationRegistrar>().RequireAsync(await TenantAsync(context, stop), role, required, stop);
        string whom = role is null ? "everybody" : $"people who have no other role than '{role}'";
        Console.WriteLine(required ? $"Registered documents alone, for {whom}." : $"Any documents, for {whom}.");
    }

    private static async Task ListAsync(OperatorContext context, CancellationToken stop)
    {
        Guid tenant = await TenantAsync(context, stop);
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        foreach (RegisteredOperation operation in await catalog.Operations.AsNoTracking().Where(o => o.TenantId == tenant).OrderBy(o => o.Id).ToListAsync(stop))
            Console.WriteLine($"{operation.Id}\t{operation.CreatedAt:O}\t{operation.Document.Length} characters");
        foreach (OperationRequirement requirement in await catalog.OperationRequirements.AsNoTracking().Where(r => r.TenantId == tenant).OrderBy(r => r.Role).ToListAsync(stop))
            Console.WriteLine(requirement.Role.Length == 0 ? "required of everybody" : $"required of role {requirement.Role}");
    }

    private static async Task<Guid> TenantAsync(OperatorContext context, CancellationToken stop)
    {
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        return (await OperatorContext.TenantAsync(catalog, context.Given.Value("--tenant")!, stop)).Id;
    }

    private static void Require(OperatorArguments given, string subject)
    {
        given.Subject(subject);
        RequireTenant(given);
    }

    private static void RequireTenant(OperatorArguments given)
    {
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"--tenant is missing.\n\n{OperatorProgram.Usage}");
    }

    private static async Task<string> ReadAsync(string file, CancellationToken stop)
    {
        try
        {
            return await File.ReadAllTextAsync(file, stop);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PlatformOptionsException($"'{file}' can't be read: {failure.Message}");
        }
    }
}

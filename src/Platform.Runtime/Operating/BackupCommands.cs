using Platform.Runtime.Backup;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform backup</c>, <c>restore</c> and <c>export</c>.</summary>
internal static class BackupCommands
{
    internal static readonly OperatorCommand[] All =
    [
        new("backup", given => given.Subject("the path of the archive"), BackupAsync),
        new("restore", given => given.Subject("the path of the archive"), RestoreAsync),
        new("export", RequireExport, ExportAsync),
    ];

    private static async Task BackupAsync(OperatorContext context, CancellationToken stop)
    {
        string path = Path.GetFullPath(context.Given.Subject("the path of the archive"));
        BackupManifest made = await context.Get<BackupWriter>().WriteAsync(path, context.Given.Value("--tenant"), stop);
        Console.WriteLine($"{path}: {Told(made)}, {new FileInfo(path).Length / 1024} KiB.");
        if (made.EncryptedValues > 0)
        {
            string keys = Path.Combine(context.Options.DataDirectory, MasterKeys.FileName);
            Console.WriteLine($"It holds {made.EncryptedValues} encrypted values, and not the keys to them. Keep a copy of '{keys}', apart from the backups.");
        }
    }

    private static async Task RestoreAsync(OperatorContext context, CancellationToken stop)
    {
        string path = Path.GetFullPath(context.Given.Subject("the path of the archive"));
        BackupManifest restored = await context.Get<BackupRestorer>().RestoreAsync(path, context.Given.Has("--without-keys"), stop);
        Console.WriteLine($"Restored: {Told(restored)}, as of {restored.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    private static async Task ExportAsync(OperatorContext context, CancellationToken stop)
    {
        OperatorArguments given = context.Given;
        string path = Path.GetFullPath(given.Subject("the path of the file"));
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Tenant tenant = await OperatorContext.TenantAsync(catalog, given.Value("--tenant")!, stop);
        ExportOptions options = new(given.Value("--format") == "json", given.Values("--object"), given.Has("--with-encrypted"));
        IReadOnlyDictionary<string, long> rows = await context.Get<TenantExport>().WriteAsync(path, tenant.Id, options, stop);
        Console.WriteLine($"{path}: {rows.Values.Sum()} records of {rows.Count} objects.");
    }

    private static string Told(BackupManifest manifest) =>
        $"{(manifest.Tenants.Count == 1 ? $"tenant '{manifest.Tenants[0].Slug}'" : $"{manifest.Tenants.Count} tenants")}, " +
        $"{manifest.Tenants.Sum(t => t.Rows)} rows, {manifest.Tenants.Sum(t => t.Files.Count)} files";

    private static void RequireExport(OperatorArguments given)
    {
        given.Subject("the path of the file");
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"--tenant is missing.\n\n{OperatorProgram.Usage}");
        if (given.Value("--format") is not (null or "csv" or "json")) throw new PlatformOptionsException($"--format is csv or json.\n\n{OperatorProgram.Usage}");
    }
}

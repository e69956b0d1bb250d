using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform keys …</c></summary>
internal static class KeyCommands
{
    internal static readonly OperatorCommand[] All = [new("keys rotate", _ => { }, RotateAsync)];

    private static async Task RotateAsync(OperatorContext context, CancellationToken stop)
    {
        MasterKeys keys = context.Get<MasterKeys>();
        keys.Rotate();
        long values = await context.Get<KeyRotation>().EncryptAnewAsync(stop);
        Console.WriteLine($"Key {keys.CurrentVersion} is in use; {values} values were encrypted anew. Back up the new {MasterKeys.FileName}; older keys stay in it for older backups.");
    }
}

namespace Platform.Runtime.Secrets;

/// <summary>Services of secrets.</summary>
internal static class SecretServices
{
    /// <summary>Adds the store.</summary>
    public static void AddSecrets(this IServiceCollection services) => services.AddSingleton<SecretStore>();
}

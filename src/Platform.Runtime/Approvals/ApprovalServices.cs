using Platform.Runtime.Timers;

namespace Platform.Runtime.Approvals;

/// <summary>Services of approvals.</summary>
internal static class ApprovalServices
{
    /// <summary>Adds the services.</summary>
    public static void AddApprovals(this IServiceCollection services)
    {
        services.AddSingleton<ITimerHandler, ApprovalTimerHandler>();
        services.AddSingleton<ITimerHandler, RunningApprovalHandler>();
    }
}

namespace Platform.Runtime.Publishing;

/// <summary>What came of applying or rolling back: a closed union.</summary>
public abstract record PublishOutcome
{
    private protected PublishOutcome() { }

    /// <summary>Calls the function of the case that this is.</summary>
    public T Match<T>(Func<Published, T> published, Func<PublishRefused, T> refused) => this switch
    {
        Published p => published(p),
        PublishRefused r => refused(r),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>It was done, wholly.</summary>
/// <param name="State">The tenant afterwards; its revision is the old one when there was nothing to do.</param>
/// <param name="Plan">What was done.</param>
public sealed record Published(TenantState State, DeployPlan Plan) : PublishOutcome;

/// <summary>Nothing was done.</summary>
/// <param name="Code">One of <see cref="PublishCodes"/>.</param>
/// <param name="Message">Why, in English.</param>
/// <param name="Plan">The plan as far as it came, or null.</param>
public sealed record PublishRefused(string Code, string Message, DeployPlan? Plan = null) : PublishOutcome;

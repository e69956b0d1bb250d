using System.Collections.Immutable;

namespace Platform.GraphQL.Execution;

/// <summary>A path of the response from its end, so that siblings share their beginning; written out for errors only.</summary>
internal sealed record ResponsePath(ResponsePath? Parent, PathSegment Step)
{
    public ImmutableArray<PathSegment> ToArray()
    {
        List<PathSegment> steps = [];
        for (ResponsePath? path = this; path is not null; path = path.Parent)
            steps.Add(path.Step);
        steps.Reverse();
        return [.. steps];
    }
}

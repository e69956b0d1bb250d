namespace Platform.Runtime.Tests.Approvals;

/// <summary>
/// Approval as the handbook tells it, for the property test: a flow is rows, a row a step or rows side by side, a step a list of desks, a desk a pile of people of whom the topmost is asked. Taking an approval back is the history
/// without it. Shares nothing with the machine under test.
/// </summary>
internal sealed class ReferenceApproval(ReferenceFlow flow, int submitter)
{
    private readonly List<ReferenceAct> _history = [];
    private World _world = new();

    public string Status => _world.Status;

    /// <summary>The approval that was given last.</summary>
    public ReferenceAct? LastApproval => _history.FindLast(h => h.Kind is "approve" or "addAfter");

    /// <summary>Who is asked in which step, in order.</summary>
    public IEnumerable<(string Step, int Person)> Asked => _world.Status != "Pending" ? [] : _world.Open
        .SelectMany(s => s.Value.Asked(flow.Find(s.Key)).Select(p => (s.Key, p))).Order();

    /// <summary>Does an act; false when it is refused.</summary>
    public bool Do(ReferenceAct act)
    {
        if (act.Kind == "takeBack") return TakeBack(act);
        if (act.Kind == "time") return Time(act.At);
        World next = _world.Copy();
        if (!Try(next, act)) return false;
        _world = next;
        _history.Add(act);
        return true;
    }

    /// <summary>What is due happens one after the other, and goes into the history as what it came to.</summary>
    private bool Time(int at)
    {
        bool any = false;
        while (_world.Status == "Pending" && Due(at) is var (name, limit))
        {
            Step step = _world.Steps[name];
            FlowStep shape = flow.Find(name);
            FlowLimit due = shape.Limits[limit];
            int times = 0;
            while (times < due.Times && step.AskedAt + due.After + (times * due.Every) <= at) times++;
            Note(new ReferenceAct("reached", limit, name, times) { At = at });
            foreach (Desk desk in due.Do == "escalate" ? step.AskedDesks(shape).ToList() : [])
            {
                int person = desk.Pile[^1].Person;
                int other = due.To.Select(t => t < 0 ? ReferenceFlow.ManagerOf(person) : t).FirstOrDefault(t => MayAsk(step, t), -1);
                if (other >= 0) Note(new ReferenceAct("hand", person, name, other) { At = at });
                step = _world.Steps[name];
            }

            if (due.Do is "grant" or "deny") Note(new ReferenceAct(due.Do, -1, name) { At = at });
            any = true;
        }

        return any;
    }

    private void Note(ReferenceAct act)
    {
        if (!Try(_world, act)) throw new InvalidOperationException(act.ToString());
        _history.Add(act);
    }

    private (string Step, int Limit)? Due(int by)
    {
        (string Step, int Limit, int At)? first = null;
        foreach (FlowStep shape in flow.All.Where(s => _world.Steps.TryGetValue(s.Name, out Step? step) && !step.IsDone))
        {
            Step step = _world.Steps[shape.Name];
            for (int i = 0; i < shape.Limits.Count; i++)
            {
                int done = step.Reached.GetValueOrDefault(i), at = step.AskedAt + shape.Limits[i].After + (done * shape.Limits[i].Every);
                if (done < shape.Limits[i].Times && at <= by && (first is null || at < first.Value.At)) first = (shape.Name, i, at);
            }
        }

        return first is { } found ? (found.Step, found.Limit) : null;
    }

    private bool TakeBack(ReferenceAct act)
    {
        // What can be taken back is the last approval that still counts.
        if (_world.Status != "Pending" || !_world.Steps.TryGetValue(act.Step, out Step? step) || !step.Said.Contains(act.Person)) return false;
        int at = LastCounting(act);
        ReferenceAct[] rest = [.. _history.Where((_, i) => i != at)];
        World replayed = new();
        if (!Array.TrueForAll(rest, h => Try(replayed, h))) return false;
        // Where time has decided meanwhile, nobody would be asked any more.
        if (replayed.Status != "Pending" || !replayed.Steps[act.Step].Asked(flow.Find(act.Step)).Contains(act.Person)) return false;
        // Whoever is asked again has the whole time of the step again.
        rest = [.. rest, new ReferenceAct("again", -1, act.Step) { At = act.At }];
        Try(replayed, rest[^1]);
        _world = replayed;
        _history.Clear();
        _history.AddRange(rest);
        return true;
    }

    /// <summary>Where in the history the person last approved in the step; opinions are none.</summary>
    private int LastCounting(ReferenceAct act)
    {
        int last = -1;
        World world = new();
        for (int i = 0; i < _history.Count; i++)
        {
            ReferenceAct past = _history[i];
            bool isTheirs = past.Kind is "approve" or "addAfter" && past.Step == act.Step && past.Person == act.Person;
            if (isTheirs && world.Steps[past.Step].AskedDesks(flow.Find(past.Step)).First(d => d.Pile[^1].Person == past.Person).Pile[^1].Role != "opinion") last = i;
            Try(world, past);
        }

        return last;
    }

    private bool Try(World world, ReferenceAct act)
    {
        world.Now = act.At;
        if (act.Kind == "submit")
        {
            if (world.Status is not ("New" or "Returned") || act.Person != submitter) return false;
            world.Status = "Pending";
            world.Steps.Clear();
            world.HasAnswers = false;
            GoOn(world);
            return true;
        }

        if (act.Kind == "recall")
        {
            if (act.Person != submitter || !(world.Status == "Returned" || (world.Status == "Pending" && !world.HasAnswers))) return false;
            world.Status = "Recalled";
            return true;
        }

        if (act.Kind == "cancel")
        {
            if (world.Status is not ("Pending" or "Returned")) return false;
            world.Status = "Recalled";
            return true;
        }

        if (act.Kind == "edit") return Edit(world);
        if (act.Kind is "reached" or "again" or "hand" or "grant" or "deny") return OfTime(world, act);
        if (world.Status != "Pending" || !world.Steps.TryGetValue(act.Step, out Step? step) || step.IsDone) return false;
        FlowStep shape = flow.Find(act.Step);
        Desk? desk = step.AskedDesks(shape).FirstOrDefault(d => d.Pile[^1].Person == act.Person);
        if (desk is null) return false;
        return act.Kind switch
        {
            "approve" => Say(world, step, desk, act, yes: true),
            "reject" => Say(world, step, desk, act, yes: false),
            "transfer" => Hand(step, desk, act),
            "delegate" => Pile(step, desk, act, "opinion"),
            "addBefore" => Pile(step, desk, act, "before"),
            "addAfter" => After(world, step, desk, act),
            "return" => Return(world, step, desk, act),
            _ => throw new InvalidOperationException(act.Kind),
        };
    }

    /// <summary>What time does; what it only counts is forgotten with the step.</summary>
    private bool OfTime(World world, ReferenceAct act)
    {
        bool isOpen = world.Status == "Pending" && world.Steps.TryGetValue(act.Step, out Step? found) && !found.IsDone;
        if (!isOpen) return act.Kind is "reached" or "again";
        Step step = world.Steps[act.Step];
        switch (act.Kind)
        {
            case "reached": step.Reached[act.Person] = act.Other; return true;
            case "again": Restart(world, step); return true;
            case "deny": world.Status = "Rejected"; return true;
            case "grant":
                foreach (Desk desk in step.Desks.Where(d => d.Answer is null)) desk.Answer = true;
                step.IsDone = true;
                GoOn(world);
                return true;
            default:
                Desk? asked = step.AskedDesks(flow.Find(act.Step)).FirstOrDefault(d => d.Pile[^1].Person == act.Person);
                return asked is not null && Hand(step, asked, act);
        }
    }

    private static void Restart(World world, Step step)
    {
        step.AskedAt = world.Now;
        step.Reached.Clear();
    }

    private bool Say(World world, Step step, Desk desk, ReferenceAct act, bool yes)
    {
        (_, string role) = desk.Pile[^1];
        desk.Pile.RemoveAt(desk.Pile.Count - 1);
        world.HasAnswers = true;
        if (role == "opinion") yes = true;
        else if (yes) step.Said.Add(act.Person);
        if (!yes) desk.Answer = false;
        else if (desk.Pile.Count == 0) desk.Answer = true;
        Judge(world, step, act.Step);
        return true;
    }

    private bool Hand(Step step, Desk desk, ReferenceAct act)
    {
        if (!MayAsk(step, act.Other)) return false;
        desk.Pile[^1] = (act.Other, desk.Pile[^1].Role);
        return true;
    }

    private bool Pile(Step step, Desk desk, ReferenceAct act, string role)
    {
        if (desk.Pile[^1].Role == "opinion" || !MayAsk(step, act.Other)) return false;
        desk.Pile.Add((act.Other, role));
        return true;
    }

    private bool After(World world, Step step, Desk desk, ReferenceAct act)
    {
        if (desk.Pile[^1].Role == "opinion" || !MayAsk(step, act.Other)) return false;
        step.Said.Add(act.Person);
        world.HasAnswers = true;
        desk.Pile[^1] = (act.Other, desk.Pile[^1].Role == "before" ? "before" : "after");
        Judge(world, step, act.Step);
        return true;
    }

    private bool Return(World world, Step step, Desk desk, ReferenceAct act)
    {
        if (desk.Pile[^1].Role == "opinion") return false;
        if (act.To is null)
        {
            world.Status = "Returned";
            return true;
        }

        if (!flow.Earlier(act.To, act.Step) || !world.Steps.TryGetValue(act.To, out Step? earlier) || !earlier.IsDone) return false;
        foreach (string later in flow.After(act.To)) world.Steps.Remove(later);
        Ask(world, act.To, again: true);
        GoOn(world);
        return true;
    }

    private bool Edit(World world)
    {
        if (world.Status != "Pending") return world.Status == "Approved" && flow.All.Any(s => s.IsWatching && world.Steps.ContainsKey(s.Name)) && Lapse(world);
        foreach (FlowStep watching in flow.All.Where(s => s.IsWatching))
        {
            if (!world.Steps.TryGetValue(watching.Name, out Step? step) || !(step.IsDone || step.Said.Count > 0 || step.Desks.Exists(d => d.WasGranted))) continue;
            Ask(world, watching.Name, again: true);
        }

        GoOn(world);
        return true;
    }

    private static bool Lapse(World world)
    {
        world.Status = "Lapsed";
        return true;
    }

    private bool MayAsk(Step step, int person) => person != submitter && !step.Desks.Exists(d => d.Answer is null && d.Pile.Exists(p => p.Person == person));

    private void Judge(World world, Step step, string name)
    {
        // Of those who are asked in order each has the whole time.
        int turn = step.Desks.FindIndex(d => d.Answer is null);
        if (flow.Find(name).Rule == "inOrder" && turn != step.Turn && turn >= 0) Restart(world, step);
        step.Turn = turn;
        if (Verdict(step, flow.Find(name)) is not { } verdict) return;
        if (verdict) step.IsDone = true;
        else world.Status = "Rejected";
        GoOn(world);
    }

    private static bool? Verdict(Step step, FlowStep shape)
    {
        int all = step.Desks.Count, yes = step.Desks.Count(d => d.Answer == true), no = step.Desks.Count(d => d.Answer == false);
        switch (shape.Rule)
        {
            case "any": return yes > 0 ? true : no > 0 ? false : null;
            case "ratio": return yes * 2 >= all ? true : (all - no) * 2 < all ? false : null;
            default: return no > 0 ? false : yes == all ? true : null;
        }
    }

    private void GoOn(World world)
    {
        if (world.Status == "Pending" && flow.Rows.All(row => RowIsDone(world, row))) world.Status = "Approved";
    }

    /// <summary>Begins what can begin. Rows are asked one after the other, because <c>All</c> stops at the first that is not done.</summary>
    private bool RowIsDone(World world, ReferenceRow row)
    {
        if (row.Step is { } step) return StepIsDone(world, step);
        bool done = true;
        foreach (IReadOnlyList<ReferenceRow> branch in row.Branches) done &= branch.All(r => RowIsDone(world, r));
        return done;
    }

    private bool StepIsDone(World world, FlowStep shape)
    {
        if (!shape.Applies) return true;
        if (!world.Steps.ContainsKey(shape.Name)) Ask(world, shape.Name, again: false);
        return world.Steps[shape.Name].IsDone;
    }

    private void Ask(World world, string name, bool again)
    {
        FlowStep shape = flow.Find(name);
        Step step = new();
        foreach (int person in shape.People)
        {
            bool granted = !again && world.Steps.Values.Any(s => s.IsDone && s.Said.Contains(person));
            step.Desks.Add(new Desk { Pile = granted ? [] : [(person, "main")], Answer = granted ? true : null, WasGranted = granted });
        }

        world.Steps[name] = step;
        step.AskedAt = world.Now;
        step.Turn = step.Desks.FindIndex(d => d.Answer is null);
        step.IsDone = Verdict(step, shape) == true;
    }

    private sealed class World
    {
        public string Status = "New";
        public bool HasAnswers;
        public int Now;
        public Dictionary<string, Step> Steps = [];

        public IEnumerable<KeyValuePair<string, Step>> Open => Steps.Where(s => !s.Value.IsDone);

        public World Copy() => new() { Status = Status, HasAnswers = HasAnswers, Now = Now, Steps = Steps.ToDictionary(s => s.Key, s => s.Value.Copy()) };
    }

    private sealed class Step
    {
        public List<Desk> Desks = [];
        public HashSet<int> Said = [];
        public bool IsDone;
        public int AskedAt;
        public int Turn;
        public Dictionary<int, int> Reached = [];

        public IEnumerable<Desk> AskedDesks(FlowStep shape)
        {
            IEnumerable<Desk> open = Desks.Where(d => d.Answer is null);
            return shape.Rule == "inOrder" ? open.Take(1) : open;
        }

        public IEnumerable<int> Asked(FlowStep shape) => AskedDesks(shape).Select(d => d.Pile[^1].Person);

        public Step Copy() => new()
        {
            IsDone = IsDone,
            AskedAt = AskedAt,
            Turn = Turn,
            Reached = new Dictionary<int, int>(Reached),
            Said = [.. Said],
            Desks = [.. Desks.Select(d => new Desk { Pile = [.. d.Pile], Answer = d.Answer, WasGranted = d.WasGranted })],
        };
    }

    private sealed class Desk
    {
        public List<(int Person, string Role)> Pile = [];
        public bool? Answer;
        public bool WasGranted;
    }
}

/// <summary>Something that somebody tries to do, or that time does.</summary>
internal sealed record ReferenceAct(string Kind, int Person, string Step = "", int Other = -1, string? To = null)
{
    /// <summary>Minutes from the beginning of the story.</summary>
    public int At { get; init; }
}

/// <summary>A step of a reference flow.</summary>
internal sealed record FlowStep(string Name, string Rule, IReadOnlyList<int> People, bool Applies, bool IsWatching, IReadOnlyList<FlowLimit> Limits);

/// <summary>A time limit in minutes; -1 among the people is the manager of whoever is asked.</summary>
internal sealed record FlowLimit(int After, string Do, int Every, int Times, IReadOnlyList<int> To);

/// <summary>A row of a flow: a step, or branches side by side, which are rows again; one that is a flow of its own has one branch.</summary>
internal sealed record ReferenceRow(FlowStep? Step, IReadOnlyList<IReadOnlyList<ReferenceRow>> Branches, string? Flow = null)
{
    public IEnumerable<FlowStep> All => Step is { } step ? [step] : Branches.SelectMany(b => b.SelectMany(r => r.All));
}

/// <summary>A flow as rows one after the other.</summary>
internal sealed record ReferenceFlow(IReadOnlyList<ReferenceRow> Rows)
{
    public IEnumerable<FlowStep> All => Rows.SelectMany(r => r.All);

    public static int ManagerOf(int person) => (person % 5) + 1;

    public FlowStep Find(string name) => All.First(s => s.Name == name);

    /// <summary>The first lies before the second: in the same rows, or in rows around those, before the branches in which the second lies.</summary>
    public bool Earlier(string first, string second)
    {
        List<(IReadOnlyList<ReferenceRow> Rows, int At)> one = Way(Rows, first)!, other = Way(Rows, second)!;
        (IReadOnlyList<ReferenceRow> rows, int at) = one[^1];
        return other.Exists(o => ReferenceEquals(o.Rows, rows) && at < o.At);
    }

    /// <summary>What is forgotten when a request goes back to a step.</summary>
    public IEnumerable<string> After(string name)
    {
        (IReadOnlyList<ReferenceRow> rows, int at) = Way(Rows, name)![^1];
        return rows.Skip(at + 1).SelectMany(r => r.All).Select(s => s.Name);
    }

    /// <summary>The rows on the way to a step, from the outermost, each with the place on the way.</summary>
    private static List<(IReadOnlyList<ReferenceRow> Rows, int At)>? Way(IReadOnlyList<ReferenceRow> rows, string name)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Step?.Name == name) return [(rows, i)];
            foreach (IReadOnlyList<ReferenceRow> branch in rows[i].Branches)
            {
                if (Way(branch, name) is { } way) return [(rows, i), .. way];
            }
        }

        return null;
    }
}

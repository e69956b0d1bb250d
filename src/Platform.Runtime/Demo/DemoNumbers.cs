using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Runtime.Demo;

/// <summary>Gives the autonumbers of a data set in the order of its rows and remembers how far each counter has come.</summary>
public sealed class DemoNumbers
{
    private readonly Dictionary<DemoCounter, long> _counters = [];
    private readonly Dictionary<(string Format, DateOnly Date), string> _periods = [];

    /// <summary>The last number given by each counter.</summary>
    public IReadOnlyDictionary<DemoCounter, long> Counters => _counters;

    internal string Next(ObjectModel target, FieldModel field, AutoNumberType type, DateOnly date)
    {
        if (!_periods.TryGetValue((type.Format, date), out string? period))
        {
            _periods[(type.Format, date)] = period = AutoNumberFormat.Period(type.Format, date);
        }

        DemoCounter counter = new(target.Id, field.Id, period);
        long number = _counters.TryGetValue(counter, out long last) ? last + 1 : type.Start;
        _counters[counter] = number;
        return AutoNumberFormat.Render(type.Format, number, date);
    }
}

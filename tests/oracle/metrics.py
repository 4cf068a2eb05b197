#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every metric a second time, over exact fractions, from the definitions alone.

usage: metrics.py CALCULATOR [VECTORS [SEED]]   asks the calculator so many questions and compares every answer
       metrics.py --golden                      writes tests/oracle/golden.txt, which a test reads without Python

Totals, numerators and denominators are compared exactly, a quotient within one unit in the last place, what takes a
root or a power within 1e-12. Amounts are counted in 1/10,000, as `$` behind a field says; `~` marks seconds, and what
is drawn otherwise has its kind behind a colon.
"""
import calendar
import datetime
import json
import math
import os
import random
import re
import subprocess
import sys
from fractions import Fraction
from types import SimpleNamespace

UNIT = 10_000
MEASURES = {
    "opportunities": "opened won lost no_decision disqualified",
    "opportunity_value": "won$ lost$",
    "demo_yield": "acv_won$ demos",
    "contract_outcomes": "sent won",
    "cycle_time": "deals total:days",
    "due_deals": "due on_time late lost open",
    "due_value": "due$ on_time$",
    "closed_sales": "revenue$ deals",
    "closed_sales_twice": "before.revenue$ before.deals after.revenue$ after.deals",
    "deal_items": "items deals",
    "sales_mix": "new_business$ upsell$",
    "contract_values": "total$ acv$ contracts",
    "contract": "total$ one_time$ term:months",
    "unit_sales": "revenue$ units",
    "unit_sales_twice": "before.revenue$ before.units after.revenue$ after.units",
    "discounts": "list$ sold$",
    "share": "part$ whole$",
    "presales_outcomes": " ".join(f"{side}.{f}" for side in ("assisted", "unassisted")
                                  for f in ("opened", "won", "lost", "no_decision", "disqualified")),
    "presales_value": "assisted.revenue$ assisted.deals unassisted.revenue$ unassisted.deals",
    "quota_result": "sales$ quota$",
    "productivity": "revenue$ sellers",
    "goal": "actual target",
    "revenue_goal": "actual$ target$",
    "goal_days": "days met",
    "time_use": "selling~ with_customers~ total~",
    "activity": "calls emails replies meetings proposals visits cadences leads_passed conversations "
                "opportunities_worked records_maintained rep_days",
    "outreach": "touches contacts_reached decision_makers_reached booking_touches meetings",
    "adoption": "active licensed",
    "record_quality": "complete accurate total",
    "team": "reps managers",
    "forecast_error": "forecast$ actual$ absolute_error$",
    "forecast_basis": "identified$ forecast$",
    "pipeline": "open$ qualified$ verified$ accurate$ created$ won$ target$",
    "elapsed": "cases total~ waiting",
    "response_limit": "cases within",
    "funnel": "visitors leads mqls sals sqls opportunities customers",
    "lead_cost": "spend$ leads touches",
    "ad_traffic": "impressions clicks",
    "social": "followers reach engagements posts visits leads all_visits all_leads",
    "acquisition_cost": "sales_and_marketing$ customer_service$ other$ new_customers",
    "payback": "cac$ monthly_revenue_per_account$ gross_margin:ratio",
    "investment": "returned$ invested$",
    "billing": "price$ every unit:unit",
    "revenue_bridge": "opening$ new_business$ expansion$ contraction$ churned$ reactivated$",
    "retained_revenue": "opening$ closing$ capped$",
    "yearly_revenue": "gross_before$ gross_after$ net_before$ net_after$",
    "customer_bridge": "opening acquired lost reactivated",
    "repeat_purchases": "repeat customers",
    "renewals": "renewed due",
    "contract_churn": "opening_value$ lost_value$",
    "monthly": "monthly:ratio",
    "year_to_date": "current$ prior$ prior_full_year$",
    "change": "before$ after$",
    "count_change": "before after",
    "compound": "before$ after$ periods",
    "growth_inputs": "new_per_month$ monthly_churn:ratio",
    "growth": "mrr$ new_per_month$ monthly_churn:ratio",
    "income": "gross_revenue$ discounts$ returns$ cost_of_goods$ operating_expenses$ taxes_and_fees$",
    "sales_cost": "cost$ revenue$",
    "cash": "inflow$ outflow$",
    "sales_investment": "new_revenue$ churned_revenue$ sales_and_marketing$ customer_success$",
    "magic_number_inputs": "current$ previous$ previous_spend$",
    "realised_value": "revenue$ cost$ units",
    "lifetime": "revenue_per_account$ gross_margin:ratio churn:ratio",
    "ltv_and_cac": "ltv$ cac$",
    "account_revenue": "revenue$ accounts",
    "promoter_responses": "promoters passives detractors",
    "satisfaction_responses": "satisfied total",
    "effort_responses": "points responses",
    "tickets": "opened bugs how_to escalated open_escalations users companies",
    "customer_engagement": "customer_months meetings conversations logins article_views products",
    "account_health": "customers called using_product unblocked",
    "success_plans": "customers with_plan",
    "training": "invited attended enrolled completed passed reps materials time~",
    "coaching": "reps coached managers coaching_managers time~",
    "content": "available used created shares views recipients engaged reviews updates age_total:days observed:days",
    "search_ranking": "terms positions",
    "process_change": "before~ expected_after~ after~",
    "processes": "evaluated total",
    "headcount": "opening left",
    "early_leavers": "hired left_within",
    "hires": "total referred spend$",
    "referral_interviews": "referred referred_hired others others_hired",
    "referral_stays": "pairs stayed_longer",
    "referral_profit": "referred$ others$ referred_hires other_hires",
    "two_rates": "a:ratio b:ratio",
    "velocity": "opportunities deal_size:average_money win_rate:ratio cycle:average_days",
    "cycles": "cycles:[days]",
    "amounts": "amounts:[$] k",
    "quotas": "sales:[$] quota:[$]",
    "ramp": "sales:[$] quota:[$] threshold:ratio",
    "goals": "actual:[count] target:[count]",
    "tenure": "hired:[day] new_business:[$] upsell:[$] quota:[$] as_of:day bounds:[bounds]",
    "forecasts": "forecast:[$] actual:[$]",
    "prospects": "amount:[$] probability:[ratio]",
    "months": "months:[$]",
    "projection": "mrr$ new_per_month$ monthly_churn:ratio months:months",
    "ceiling": "mrr$ new_per_month$ monthly_churn:ratio share:ratio",
    "value": "measured:[real] agreed:real",
    "net": "net:[signed]",
}
SIGNED = {("change", "after"), ("yearly_revenue", "net_after"), ("payback", "gross_margin")}
METRICS = {}


LIMIT = 2**61 - 1


class Refused(Exception):
    def __init__(self, code, field):
        super().__init__(code, field)
        self.code, self.field = code, field


def half_even(x):
    return round(Fraction(x))  # Python rounds a Fraction half to even


class Metric:
    def __init__(self, name, measure, of, texts=(), where=(), all_fields=False):
        self.name, self.measure, self.of, self.where, self.checked = name, measure, of, where, not all_fields
        self.fields = []  # (name, kind)
        for text in MEASURES[measure].split():
            field, _, kind = text.partition(":")
            kind = kind or {"$": "$", "~": "~"}.get(field[-1], "count")
            self.fields.append((field.rstrip("$~"), kind))
        mentioned = set(re.findall(r"[a-z_.]+", " ".join(texts)))
        self.read = [f for f in self.fields if all_fields or f[0] in mentioned]
        assert self.read, name
        METRICS[name] = self

    def kind_of(self, text):
        """Of what an expression is a total."""
        kinds = [kind for field, kind in self.fields if field in set(re.findall(r"[a-z_.]+", text))]
        return "$" if "$" in kinds else "count"

    def value(self, values):
        for field, kind in self.read:
            if self.checked and kind != "unit" and (self.measure, field) not in SIGNED and values[field] < 0:
                raise Refused("negative", field)
        for condition, field in self.where:
            if not self.work_out(condition, values):
                raise Refused("inconsistent", field)
        return self.of(self, values)

    @staticmethod
    def work_out(text, values):
        names = {field.replace(".", "__"): value for field, value in values.items()}
        return eval(re.sub(r"(?<=[a-z])\.(?=[a-z])", "__", text), {"__builtins__": {}, "F": lambda n, d: Fraction(int(n), int(d)), "float": float}, names)

    def positive(self, text, values):
        divisor = self.work_out(text, values)
        if divisor <= 0:
            raise Refused("undefined", text)
        return divisor


def quotient(name, measure, part, whole, *where):
    """One total over another: a ratio, or an average over a count."""
    def of(m, values):
        d = m.positive(whole, values)
        return {"numerator": (m.kind_of(part), m.work_out(part, values)), "denominator": (m.kind_of(whole), d)}
    Metric(name, measure, of, (part, whole) + tuple(w[0] for w in where), where)


def share(name, measure, part, whole):
    quotient(name, measure, part, whole, (f"{part} <= {whole}", part))


def amount(name, measure, text):
    """A total as it is."""
    Metric(name, measure, lambda m, values: {"value": (m.kind_of(text), m.work_out(text, values))}, (text,))


def rounded(name, measure, text, divisors=(), *where):
    """An amount from an exact fraction, rounded once."""
    def of(m, values):
        for divisor in divisors:
            m.positive(divisor, values)
        whole = half_even(m.work_out(text, values))
        if abs(whole) > LIMIT:
            raise Refused("overflow", text)
        return {"value": ("$", whole)}
    Metric(name, measure, of, (text,) + tuple(divisors) + tuple(w[0] for w in where), where)


def real(name, measure, text, divisors, *where):
    def of(m, values):
        for divisor in divisors:
            m.positive(divisor, values)
        return {"value": ("real", m.work_out(text, values))}
    Metric(name, measure, of, (text,) + tuple(divisors) + tuple(w[0] for w in where), where)


def procedure(name, measure):
    """What no formula says: a function of the fields."""
    return lambda f: Metric(name, measure, lambda m, values: f(SimpleNamespace(**values)), all_fields=True)


# ---- Deals
quotient("win_rate", "opportunities", "won", "opened")
quotient("decided_win_rate", "opportunities", "won", "won + lost")
quotient("resolved_win_rate", "opportunities", "won", "won + lost + no_decision + disqualified")
quotient("win_rate_by_value", "opportunity_value", "won", "won + lost")
quotient("acv_per_demo", "demo_yield", "acv_won", "demos")
quotient("win_per_contract_sent", "contract_outcomes", "won", "sent")
quotient("sales_cycle_length", "cycle_time", "total", "deals")
rounded("sales_velocity", "velocity", "opportunities * deal_size * win_rate / cycle", ("cycle",))
quotient("slippage_rate", "due_deals", "due - on_time", "due", ("on_time + late + lost + open == due", "due"))
quotient("slippage_rate_by_value", "due_value", "due - on_time", "due", ("on_time <= due", "on_time"))
quotient("average_deal_size", "closed_sales", "revenue", "deals")
real("average_deal_size_change", "closed_sales_twice",
     "F(after.revenue, after.deals) / F(before.revenue, before.deals) - 1",
     ("before.deals", "after.deals", "before.revenue"))
quotient("items_per_deal", "deal_items", "items", "deals")
quotient("upsell_share", "sales_mix", "upsell", "new_business + upsell")
quotient("average_contract_value", "contract_values", "total", "contracts")
quotient("average_annual_contract_value", "contract_values", "acv", "contracts")
rounded("annual_contract_value", "contract", "F((total - one_time) * 12, term)", ("term",),
        ("one_time <= total", "one_time"))
quotient("average_selling_price", "unit_sales", "revenue", "units")
quotient("average_revenue_per_unit", "unit_sales", "revenue", "units")
quotient("marginal_revenue", "unit_sales_twice", "after.revenue - before.revenue", "after.units - before.units")
quotient("discount_rate", "discounts", "list - sold", "list")
amount("discount_given", "discounts", "list - sold")
share("product_mix_share", "share", "part", "whole")
share("attributed_revenue_share", "share", "part", "whole")
for side in ("assisted", "unassisted"):
    quotient(f"presales_{side}_win_rate", "presales_outcomes", f"{side}.won", f"{side}.won + {side}.lost")
    quotient(f"presales_{side}_deal_size", "presales_value", f"{side}.revenue", f"{side}.deals")
real("presales_win_rate_lift", "presales_outcomes",
     "F(assisted.won, assisted.won + assisted.lost) / F(unassisted.won, unassisted.won + unassisted.lost)",
     ("assisted.won + assisted.lost", "unassisted.won + unassisted.lost", "unassisted.won"))
quotient("presales_assisted_share", "presales_outcomes", "assisted.won", "assisted.won + unassisted.won")
real("presales_deal_size_lift", "presales_value",
     "F(assisted.revenue, assisted.deals) / F(unassisted.revenue, unassisted.deals)",
     ("assisted.deals", "unassisted.deals", "unassisted.revenue"))

# ---- Quota, productivity, activity
quotient("quota_attainment", "quota_result", "sales", "quota")
quotient("sales_productivity", "productivity", "revenue", "sellers")
quotient("goal_attainment", "goal", "actual", "target")
quotient("revenue_goal_attainment", "revenue_goal", "actual", "target")
share("daily_goal_share", "goal_days", "met", "days")
share("selling_time_share", "time_use", "selling", "total")
share("face_time_share", "time_use", "with_customers", "total")
for what in ("calls", "emails", "replies", "meetings", "proposals", "visits", "cadences", "leads_passed",
             "conversations", "opportunities_worked", "records_maintained"):
    quotient(f"{what}_per_rep_day", "activity", what, "rep_days")
quotient("reply_rate", "activity", "replies", "emails")
quotient("contact_rate", "outreach", "contacts_reached", "touches")
quotient("touches_per_decision_maker", "outreach", "touches", "decision_makers_reached")
quotient("touches_per_meeting", "outreach", "booking_touches", "meetings")
share("tool_adoption_rate", "adoption", "active", "licensed")
share("data_completeness", "record_quality", "complete", "total")
share("data_accuracy", "record_quality", "accurate", "total")
quotient("managers_per_rep", "team", "managers", "reps")
quotient("span_of_control", "team", "reps", "managers")

# ---- Forecast, pipeline, elapsed times
quotient("forecast_accuracy", "forecast_error", "actual - absolute_error", "actual")
quotient("forecast_bias", "forecast_error", "forecast - actual", "actual")
quotient("forecast_visibility", "forecast_basis", "identified", "forecast")
quotient("pipeline_coverage", "pipeline", "open", "target - won")
share("qualified_pipeline_share", "pipeline", "qualified", "open")
share("verified_pipeline_share", "pipeline", "verified", "open")
share("pipeline_accuracy", "pipeline", "accurate", "open")
amount("pipeline_created", "pipeline", "created")
for name in ("lead_response_time", "opportunity_to_close_time", "lead_to_cash", "quote_turnaround", "time_in_stage",
             "late_stage_time", "first_response_time", "average_response_time", "resolution_time", "session_duration",
             "dwell_time", "customer_onboarding_time", "time_to_first_review", "time_to_value", "rep_onboarding_time",
             "onboarding_training_time", "time_to_productivity", "time_to_first_sale", "presales_time_per_deal"):
    quotient(name, "elapsed", "total", "cases")
share("response_within_share", "response_limit", "within", "cases")

# ---- Marketing and acquisition
share("visitor_to_mql_rate", "funnel", "mqls", "visitors")
share("lead_to_mql_rate", "funnel", "mqls", "leads")
share("mql_to_sal_rate", "funnel", "sals", "mqls")
share("mql_to_sql_rate", "funnel", "sqls", "mqls")
share("sql_to_opportunity_rate", "funnel", "opportunities", "sqls")
share("opportunity_to_customer_rate", "funnel", "customers", "opportunities")
share("lead_conversion_rate", "funnel", "customers", "leads")
quotient("cost_per_lead", "lead_cost", "spend", "leads")
quotient("touches_per_lead", "lead_cost", "touches", "leads")
share("click_through_rate", "ad_traffic", "clicks", "impressions")
quotient("engagement_rate", "social", "engagements", "reach")
share("social_traffic_share", "social", "visits", "all_visits")
share("social_lead_share", "social", "leads", "all_leads")
quotient("customer_acquisition_cost", "acquisition_cost", "sales_and_marketing + customer_service + other",
         "new_customers")
real("cac_payback", "payback", "cac / (monthly_revenue_per_account * gross_margin)",
     ("monthly_revenue_per_account", "gross_margin"))
quotient("return_on_investment", "investment", "returned", "invested")
quotient("net_return_on_investment", "investment", "returned - invested", "invested")
quotient("content_marketing_roi", "investment", "returned", "invested")

# ---- Recurring revenue, retention, growth
rounded("monthly_recurring_revenue", "billing", "price * unit / 12 / every", ("every",))
rounded("annual_recurring_revenue", "billing", "price * unit / every", ("every",))
quotient("net_revenue_retention", "revenue_bridge", "opening + expansion - contraction - churned", "opening")
quotient("gross_revenue_retention", "revenue_bridge", "opening - contraction - churned", "opening")
quotient("gross_revenue_churn_rate", "revenue_bridge", "contraction + churned", "opening")
quotient("net_revenue_churn_rate", "revenue_bridge", "contraction + churned - expansion", "opening")
quotient("quick_ratio", "revenue_bridge", "new_business + expansion", "contraction + churned")
quotient("revenue_growth_rate", "revenue_bridge",
         "new_business + expansion + reactivated - contraction - churned", "opening")
quotient("cohort_net_revenue_retention", "retained_revenue", "closing", "opening")
share("cohort_gross_revenue_retention", "retained_revenue", "capped", "opening")
quotient("gross_revenue_kept", "yearly_revenue", "gross_after", "gross_before")
quotient("net_revenue_kept", "yearly_revenue", "net_after", "net_before")
share("customer_churn_rate", "customer_bridge", "lost", "opening")
quotient("customer_retention_rate", "customer_bridge", "opening - lost", "opening", ("lost <= opening", "lost"))
quotient("customer_growth_rate", "customer_bridge", "acquired + reactivated - lost", "opening")
share("repeat_purchase_rate", "repeat_purchases", "repeat", "customers")
share("renewal_rate", "renewals", "renewed", "due")
share("contract_value_churn_rate", "contract_churn", "lost_value", "opening_value")
real("annualised_churn", "monthly", "1 - (1 - monthly) ** 12", (), ("monthly <= 1", "monthly"))
amount("trailing_growth", "year_to_date", "current - prior + prior_full_year")
quotient("trailing_growth_rate", "year_to_date", "current - prior", "prior_full_year")
quotient("same_period_growth_rate", "year_to_date", "current - prior", "prior")
quotient("growth_rate", "change", "after - before", "before")
quotient("count_growth_rate", "count_change", "after - before", "before")
real("compound_growth_rate", "compound", "float(F(after, before)) ** (1 / periods) - 1", ("before", "periods"))
CHURN = ("monthly_churn <= 1", "monthly_churn")
rounded("growth_ceiling", "growth_inputs", "new_per_month / monthly_churn", ("monthly_churn",), CHURN)
real("growth_rate_at", "growth", "(new_per_month - monthly_churn * mrr) / mrr", ("mrr",), CHURN)

# ---- Profit
amount("gross_revenue", "income", "gross_revenue")
amount("net_sales", "income", "gross_revenue - discounts - returns")
NET = "gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees"
amount("net_revenue", "income", NET)
quotient("gross_margin", "income", "gross_revenue - discounts - returns - cost_of_goods",
         "gross_revenue - discounts - returns")
quotient("net_margin", "income", NET, "gross_revenue - discounts - returns")
quotient("cost_of_sales_rate", "sales_cost", "cost", "revenue")
amount("cash_flow", "cash", "inflow - outflow")
quotient("net_sales_efficiency", "sales_investment", "new_revenue - churned_revenue",
         "sales_and_marketing + customer_success")
quotient("gross_sales_efficiency", "sales_investment", "new_revenue", "sales_and_marketing")
quotient("magic_number", "magic_number_inputs", "(current - previous) * 4", "previous_spend")
quotient("realised_lifetime_value", "realised_value", "revenue - cost", "units")
rounded("lifetime_value", "lifetime", "revenue_per_account * gross_margin / churn", ("churn",))
quotient("ltv_to_cac", "ltv_and_cac", "ltv", "cac")
quotient("average_revenue_per_account", "account_revenue", "revenue", "accounts")

# ---- Customers, enablement, workforce
quotient("net_promoter_score", "promoter_responses", "100 * (promoters - detractors)",
         "promoters + passives + detractors")
share("customer_satisfaction", "satisfaction_responses", "satisfied", "total")
share("employee_satisfaction", "satisfaction_responses", "satisfied", "total")
quotient("customer_effort_score", "effort_responses", "points", "responses")
share("bug_share", "tickets", "bugs", "opened")
share("how_to_share", "tickets", "how_to", "opened")
share("escalation_rate", "tickets", "escalated", "opened")
amount("open_escalations", "tickets", "open_escalations")
quotient("tickets_per_user", "tickets", "opened", "users")
quotient("tickets_per_company", "tickets", "opened", "companies")
for what in ("meetings", "conversations", "logins", "article_views"):
    quotient(f"{what}_per_customer_month", "customer_engagement", what, "customer_months")
quotient("article_views_per_product", "customer_engagement", "article_views", "products")
share("called_share", "account_health", "called", "customers")
share("product_usage_share", "account_health", "using_product", "customers")
share("unblocked_share", "account_health", "unblocked", "customers")
share("success_plan_share", "success_plans", "with_plan", "customers")
share("attendance_rate", "training", "attended", "invited")
share("completion_rate", "training", "completed", "enrolled")
share("pass_rate", "training", "passed", "enrolled")
quotient("training_time_per_rep", "training", "time", "reps")
share("coached_share", "coaching", "coached", "reps")
share("coaching_manager_share", "coaching", "coaching_managers", "managers")
quotient("coaching_time_per_rep", "coaching", "time", "reps")
share("content_utilisation", "content", "used", "available")
quotient("average_content_age", "content", "age_total", "available")
quotient("content_review_interval", "content", "available * observed", "reviews + updates")
quotient("shares_per_item", "content", "shares", "available")
quotient("views_per_item", "content", "views", "available")
share("content_engagement_rate", "content", "engaged", "recipients")
quotient("average_search_rank", "search_ranking", "positions", "terms")
quotient("time_saved_rate", "process_change", "before - after", "before")
quotient("expected_time_saved_rate", "process_change", "before - expected_after", "before")
quotient("saving_realised", "process_change", "before - after", "before - expected_after")
share("process_coverage", "processes", "evaluated", "total")
quotient("employee_retention_rate", "headcount", "opening - left", "opening", ("left <= opening", "left"))
share("employee_turnover_rate", "headcount", "left", "opening")
share("early_turnover_rate", "early_leavers", "left_within", "hired")
quotient("cost_per_hire", "hires", "spend", "total")
share("referral_hire_share", "hires", "referred", "total")
real("referral_hire_lift", "referral_interviews", "F(referred_hired, referred) / F(others_hired, others)",
     ("referred", "others", "others_hired"))
share("referral_longer_stay_share", "referral_stays", "stayed_longer", "pairs")
real("referral_profit_lift", "referral_profit", "F(referred, referred_hires) / F(others, other_hires)",
     ("others", "referred_hires", "other_hires"))
real("relative_rate", "two_rates", "a / b", ("b",))


# ---- Over lists, and what is told in words
def none_negative(*lists):
    """Of the first row that has one, the first field."""
    for row in zip(*(values for _, values in lists)):
        for (field, _), value in zip(lists, row):
            if value < 0:
                raise Refused("negative", field)


@procedure("median_sales_cycle", "cycles")
def _(v):
    ordered = sorted(v.cycles)
    n = len(ordered)
    return {"value": ("real", Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2))}


@procedure("top_share", "amounts")
def _(v):
    none_negative(("amounts", v.amounts))
    if v.k < 0:
        raise Refused("negative", "k")
    if sum(v.amounts) == 0:
        raise Refused("undefined", "amounts")
    return {"numerator": ("$", sum(sorted(v.amounts, reverse=True)[:v.k])), "denominator": ("$", sum(v.amounts))}


@procedure("mean_quota_attainment", "quotas")
def _(v):
    for sales, quota in zip(v.sales, v.quota):
        none_negative(("sales", [sales]), ("quota", [quota]))
        if quota == 0:
            raise Refused("undefined", "quota")
    return {"value": ("real", sum(Fraction(s, q) for s, q in zip(v.sales, v.quota)) / len(v.sales))}


@procedure("quota_consistency", "quotas")
def _(v):
    none_negative(("sales", v.sales), ("quota", v.quota))
    word = "".join("-" if q == 0 else "y" if s >= q else "n" for s, q in zip(v.sales, v.quota))
    runs = {c: [len(run) for run in re.findall(f"{c}+", word)] for c in "yn"}

    def now(c):
        return len(word) - len(word.rstrip(c))
    return {"value": ("json", {"current": now("y"), "longest": max(runs["y"], default=0), "missed_current": now("n"),
                               "missed_longest": max(runs["n"], default=0), "attained": word.count("y"),
                               "months": len(word) - word.count("-"), "without_quota": word.count("-")})}


@procedure("ramp_time", "ramp")
def _(v):
    none_negative(("sales", v.sales), ("quota", v.quota))
    if v.threshold < 0:
        raise Refused("negative", "threshold")
    for i, (sales, quota) in enumerate(zip(v.sales, v.quota)):
        if quota > 0 and Fraction(sales, quota) >= v.threshold:
            return {"value": ("count", i + 1)}
    raise Refused("not_reached", "threshold")


@procedure("time_to_goal", "goals")
def _(v):
    none_negative(("actual", v.actual), ("target", v.target))
    missed = [i for i, (actual, target) in enumerate(zip(v.actual, v.target)) if actual < target]
    first = missed[-1] + 1 if missed else 0
    if first == len(v.actual):
        raise Refused("not_reached", "actual")
    return {"value": ("count", first + 1)}


def months_later(day, months):
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@procedure("productivity_by_tenure", "tenure")
def _(v):
    for row in zip(v.hired, v.new_business, v.upsell, v.quota):
        none_negative(*zip(("new_business", "upsell", "quota"), ([x] for x in row[1:])))
        if row[0] > v.as_of:
            raise Refused("inconsistent", "hired")
    edges = [0] + [b for b in v.bounds if b > 0] + [None]
    bands = []
    for low, high in zip(edges, edges[1:]):
        inside = [i for i, day in enumerate(v.hired) if months_later(day, low) <= v.as_of
                  and (high is None or months_later(day, high) > v.as_of)]
        total = {name: sum(values[i] for i in inside) for name, values in
                 (("new_business", v.new_business), ("upsell", v.upsell), ("quota", v.quota))}
        bands.append({"from": low, "to": high, "sellers": len(inside),
                      **{name: Fraction(x, UNIT) for name, x in total.items()}})
    return {"value": ("json", bands)}


def deviation(values):
    mean = sum(values) / len(values)
    return math.sqrt(sum((x - mean) ** 2 for x in values) / (len(values) - 1))


@procedure("forecast_predictability", "forecasts")
def _(v):
    none_negative(("forecast", v.forecast), ("actual", v.actual))
    if len(v.actual) < 2:
        raise Refused("too_few", "errors")
    if 0 in v.actual:
        raise Refused("undefined", "actual")
    return {"value": ("real", deviation([Fraction(f - a, a) for f, a in zip(v.forecast, v.actual)]))}


@procedure("monthly_volatility", "months")
def _(v):
    none_negative(("months", v.months))
    if len(v.months) < 2:
        raise Refused("too_few", "months")
    if sum(v.months) == 0:
        raise Refused("undefined", "months")
    return {"value": ("real", deviation([Fraction(x) for x in v.months]) / (sum(v.months) / len(v.months)))}


def check_prospects(v):
    for amount_, probability in zip(v.amount, v.probability):
        none_negative(("amount", [amount_]), ("probability", [probability]))
        if probability > 1:
            raise Refused("inconsistent", "probability")


@procedure("weighted_pipeline", "prospects")
def _(v):
    check_prospects(v)
    return {"value": ("$", sum(half_even(a * p) for a, p in zip(v.amount, v.probability)))}


@procedure("rank_by_expected_value", "prospects")
def _(v):
    check_prospects(v)
    return {"value": ("json", sorted(range(len(v.amount)), key=lambda i: -v.amount[i] * v.probability[i]))}


def check_growth(v):
    for field in ("mrr", "new_per_month", "monthly_churn", "months", "share"):
        if getattr(v, field, 0) < 0:
            raise Refused("negative", field)
    if v.monthly_churn > 1:
        raise Refused("inconsistent", "monthly_churn")


def ceiling_of(v):
    check_growth(v)
    if v.monthly_churn == 0:
        raise Refused("undefined", "monthly_churn")
    ceiling = half_even(v.new_per_month / v.monthly_churn)
    if ceiling == 0:
        raise Refused("undefined", "new_per_month")
    return ceiling


def next_month(mrr, v):
    return half_even(mrr * (1 - v.monthly_churn) + v.new_per_month)


@procedure("ceiling_share", "growth")
def _(v):
    return {"numerator": ("$", v.mrr), "denominator": ("$", ceiling_of(v))}


@procedure("project_mrr", "projection")
def _(v):
    check_growth(v)
    path = [v.mrr]
    for _ in range(v.months):
        path.append(next_month(path[-1], v))
    return {"value": ("json", [Fraction(x, UNIT) for x in path[1:]])}


@procedure("months_to_ceiling_share", "ceiling")
def _(v):
    wanted = ceiling_of(v) * v.share
    mrr, months = v.mrr, 0
    while mrr < wanted:
        after = next_month(mrr, v)
        if after == mrr or months == 12_000:
            raise Refused("not_reached", "share")
        mrr, months = after, months + 1
    return {"value": ("count", months)}


@procedure("periods_to_value", "value")
def _(v):
    for i, measured in enumerate(v.measured):
        if measured >= v.agreed:
            return {"value": ("count", i + 1)}
    raise Refused("not_reached", "agreed")


@procedure("break_even", "net")
def _(v):
    running, spent = 0, False
    for i, net in enumerate(v.net):
        running += net
        spent = spent or running < 0
        if spent and running >= 0:
            return {"value": ("count", i + 1)}
    if spent:
        raise Refused("not_reached", "net")
    return {"value": ("count", 1)}


# ---- Questions
def decimal(n):
    sign, n = ("-", -n) if n < 0 else ("", n)
    return f"{sign}{n // UNIT}.{n % UNIT:04}"


class Draw:
    """Values of a metric's fields, and the line that asks for it."""
    PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}

    def __init__(self, rnd, metric):
        self.rnd = rnd
        self.largest = rnd.choice((1, 3, 20, 1000, 10**6, 10**9))
        self.signs = rnd.random() < 0.1
        self.length = rnd.randint(1, 5)
        self.values, words = {}, [metric.name]
        for field, kind in metric.read:
            if kind.startswith("["):
                drawn = self.bounds() if kind == "[bounds]" else [self.one(kind[1:-1]) for _ in range(self.length)]
                self.values[field] = [value for value, _ in drawn]
                words.append(f"{field}={','.join(text for _, text in drawn)}")
            else:
                self.values[field], text = self.one(kind)
                words.append(f"{field}={text}")
        self.line = " ".join(words)

    def integer(self):
        n = self.rnd.randint(0, self.largest)
        return -n if self.signs and self.rnd.random() < 0.2 else n

    def bounds(self):
        months = sorted(self.rnd.sample(range(0, 30), self.rnd.randint(1, 3)))
        return [(m, str(m)) for m in months]

    def one(self, kind):
        rnd = self.rnd
        if kind == "$":
            n = self.integer() * rnd.choice((1, 25, UNIT // 100, UNIT))
            return n, decimal(n)
        if kind == "signed":
            n = rnd.randint(-self.largest, self.largest) * UNIT
            return n, decimal(n)
        if kind == "ratio":
            d = rnd.choice((1, 2, 3, 7, 8, 100, 10**6))
            n = -1 if self.signs and rnd.random() < 0.2 else rnd.randint(0, d + d // 8)
            return Fraction(n, d), f"{n}/{d}"
        if kind == "average_money":
            n, d = abs(self.integer()) * UNIT, rnd.randint(1, 9)
            return Fraction(n, d), f"{decimal(n)}/{d}"
        if kind == "average_days":
            n, d = rnd.randint(0, 400), rnd.randint(1, 9)
            return Fraction(n, d), f"{n}/{d}"
        if kind == "unit":
            unit = rnd.choice(list(self.PER_YEAR))
            return Fraction(self.PER_YEAR[unit]), unit
        if kind == "day":
            day = datetime.date(2024, 6, 30) - datetime.timedelta(rnd.randint(-5, 900))
            if rnd.random() < 0.4:
                day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
            return day, day.isoformat()
        if kind == "real":
            n = rnd.randint(-20, 20)
            return Fraction(n, 4), str(n / 4)
        if kind in ("days", "months"):
            n = rnd.randint(0, 40)
            return n, str(n)
        n = self.integer() if kind != "count" or not self.largest > 10**6 else self.integer() // 1000
        return n, str(n)


def answer(metric, values):
    """What the metric gives: parts by name, or the reason why it gives none."""
    values = {field: Exact(value) if isinstance(value, int) else value for field, value in values.items()}
    try:
        return metric.value(values)
    except Refused as refused:
        return {"undefined": refused.code, "field": refused.field}


class Exact(int):
    """An integer whose quotients are fractions."""
    def __truediv__(self, other):
        return Fraction(int(self)) / (other if isinstance(other, Fraction) else int(other))

    def __rtruediv__(self, other):
        return Fraction(other) / int(self)

    def _same(operation):
        def of(self, other):
            result = operation(int(self), int(other) if isinstance(other, int) else other)
            return Exact(result) if type(result) is int else result
        return of
    __add__, __radd__ = _same(lambda a, b: a + b), _same(lambda a, b: b + a)
    __sub__, __rsub__ = _same(lambda a, b: a - b), _same(lambda a, b: b - a)
    __mul__, __rmul__ = _same(lambda a, b: a * b), _same(lambda a, b: b * a)


def questions(vectors, seed):
    """Every metric equally often, in turn."""
    rnd = random.Random(seed)
    metrics = list(METRICS.values())
    for i in range(vectors):
        metric = metrics[i % len(metrics)]
        draw = Draw(rnd, metric)
        yield metric, draw.line, answer(metric, draw.values)


# ---- Comparison
def exactly(text):
    return Fraction(text) if "e" not in text.lower() else Fraction(float(text))


def plain(value):
    """JSON with every number as it stands in the text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return exactly(value.text) if isinstance(value, Number) else value


class Number:
    def __init__(self, text):
        self.text = text


def same(expected, got):
    if "undefined" in expected:
        return got == {"metric": got["metric"], **expected}
    if "undefined" in got or "error" in got:
        return False
    if "numerator" in expected:
        units = {"$": UNIT, "count": 1}
        for part in ("numerator", "denominator"):
            kind, n = expected[part]
            if exactly(got[part].text) * units[kind] != n:
                return False
        (nk, n), (dk, d) = expected["numerator"], expected["denominator"]
        exact = Fraction(int(n), int(d)) * units[dk] / units[nk]
        value = float(got["value"].text)
        return abs(Fraction(value) - exact) <= Fraction(math.ulp(float(exact)))
    kind, value = expected["value"]
    if kind == "json":
        return plain(got["value"]) == json_fractions(value)
    if kind == "real":
        return math.isclose(float(got["value"].text), float(value), rel_tol=1e-12, abs_tol=1e-13)
    return exactly(got["value"].text) * (UNIT if kind == "$" else 1) == value


def json_fractions(value):
    if isinstance(value, dict):
        return {k: json_fractions(v) for k, v in value.items()}
    if isinstance(value, list):
        return [json_fractions(v) for v in value]
    return value if value is None else Fraction(value)


def compare(calculator, vectors, seed):
    asked = list(questions(vectors, seed))
    run = subprocess.run([calculator], input="".join(line + "\n" for _, line, _ in asked), stdout=subprocess.PIPE,
                         check=True, text=True)
    answers = run.stdout.splitlines()
    assert len(answers) == len(asked), (len(answers), len(asked))
    wrong, with_value = 0, set()
    for (metric, line, expected), text in zip(asked, answers):
        got = json.loads(text, parse_int=Number, parse_float=Number)
        if not same(expected, got) or got["metric"] != metric.name:
            wrong += 1
            if wrong <= 20:
                print(f"{line}\n  {text}\n  expected {str(expected)[:400]}", file=sys.stderr)
        elif "undefined" not in expected:
            with_value.add(metric.name)
    listed = subprocess.run([calculator, "list"], stdout=subprocess.PIPE, check=True, text=True).stdout
    known = set(re.findall(r"^  ([a-z_]+)", listed, re.M))
    if known != set(METRICS):
        print(f"not in the oracle: {sorted(known - set(METRICS))}; not in the catalogue: "
              f"{sorted(set(METRICS) - known)}", file=sys.stderr)
        return 1
    if vectors >= 10 * len(METRICS) and with_value != set(METRICS):
        print(f"never a value: {sorted(set(METRICS) - with_value)}", file=sys.stderr)
        return 1
    print(f"{len(asked):,} vectors of {len(METRICS)} metrics, seed {seed}: {wrong} differ")
    return 1 if wrong else 0


# ---- The golden file: a question, a tab, and its answer in 1/10,000, fractions and doubles
def golden_text(expected):
    if "undefined" in expected:
        return f"{expected['undefined']} {expected['field']}"
    if "numerator" in expected:
        return f"quotient {expected['numerator'][1]}/{expected['denominator'][1]}"
    kind, value = expected["value"]
    if kind == "real":
        return f"real {float(value)!r}"
    if kind == "json":
        return "list " + json.dumps(value, default=lambda f: decimal(int(f * UNIT)), separators=(",", ":"))
    return f"{'money' if kind == '$' else 'count'} {value}"


def golden():
    head = "# SPDX-License-Identifier: MIT\n# Written by tests/oracle/metrics.py --golden.\n"
    return head + "".join(f"{line}\t{golden_text(expected)}\n" for _, line, expected in questions(2_000, 20240229))


def main():
    if sys.argv[1:] == ["--golden"]:
        with open(os.path.join(os.path.dirname(__file__), "golden.txt"), "w", encoding="utf-8") as file:
            file.write(golden())
        return 0
    calculator, vectors, seed = (sys.argv[1:] + ["100000", "20240229"][len(sys.argv) - 2:])[:3]
    with open(os.path.join(os.path.dirname(__file__), "golden.txt"), encoding="utf-8") as file:
        if file.read() != golden():
            print("golden.txt is not what --golden writes", file=sys.stderr)
            return 1
    return compare(calculator, int(vectors), int(seed))


if __name__ == "__main__":
    sys.exit(main())

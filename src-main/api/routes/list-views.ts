import { os } from '../guard/admit.ts';

export const listViewsRoutes = {
  get: os.listViews.get.handler(({ context: { call } }) => call.engine.office.listViews.of(call.staff)),
  setColumns: os.listViews.setColumns.handler(({ input, context: { call } }) =>
    call.engine.office.listViews.setColumns(call.staff, input.columns),
  ),
  addFilter: os.listViews.addFilter.handler(({ input, context: { call } }) =>
    call.engine.office.listViews.addFilter(call.staff, input),
  ),
  changeFilter: os.listViews.changeFilter.handler(({ input, context: { call } }) =>
    call.engine.office.listViews.changeFilter(call.staff, input),
  ),
  removeFilter: os.listViews.removeFilter.handler(({ input, context: { call } }) =>
    call.engine.office.listViews.removeFilter(call.staff, input.id),
  ),
  orderFilters: os.listViews.orderFilters.handler(({ input, context: { call } }) =>
    call.engine.office.listViews.orderFilters(call.staff, input.ids),
  ),
};
